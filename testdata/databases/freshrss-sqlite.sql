-- The columns of FreshRSS in SQLite that matter to a query for articles, with articles made up for the tests.

CREATE TABLE feed (id INTEGER PRIMARY KEY, url VARCHAR(32768), name VARCHAR(191), website VARCHAR(32768));
CREATE TABLE entry (
  id BIGINT PRIMARY KEY, id_feed INTEGER REFERENCES feed (id), guid VARCHAR(767), hash BINARY(16), date BIGINT,
  title VARCHAR(8192), author VARCHAR(1024), content TEXT, link VARCHAR(16383), is_read SMALLINT DEFAULT 0
);

INSERT INTO feed VALUES (1, 'https://courier.example/feed', 'The Courier', 'https://www.courier.example/news/');

INSERT INTO entry (id, guid, title, author, content, link, date, hash, id_feed) VALUES
  (1773475200000001, 'g1', 'Freighter &quot;Anna&quot; &amp; &lt;tugs&gt;', ';Jane Doe;John Roe', '<p>The harbour is closed &amp; guarded.</p>
<p>See <a href="https://port.example/notice">the notice</a>.<img src="x.png"></p>',
    'https://courier.example/a?x=1&amp;y=2', 1773475200, x'00ff', 1),
  (1773475200000002, 'g2', 'Another', '', '<p>Another text.</p>', 'https://courier.example/b', 1773475201, NULL, 1);
