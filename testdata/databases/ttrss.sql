-- The columns of Tiny Tiny RSS that matter to a query for articles, with articles made up for the tests.

CREATE TABLE ttrss_feeds (id INT PRIMARY KEY, owner_uid INT, title VARCHAR(200), feed_url TEXT, site_url VARCHAR(250));
CREATE TABLE ttrss_entries (
  id INT PRIMARY KEY, guid TEXT, updated TIMESTAMP, title TEXT, link TEXT, content TEXT, author VARCHAR(250), lang VARCHAR(2)
);
CREATE TABLE ttrss_user_entries (
  int_id INT PRIMARY KEY, ref_id INT REFERENCES ttrss_entries (id), feed_id INT REFERENCES ttrss_feeds (id), owner_uid INT, unread BOOLEAN
);

-- Two users have the first entry in a feed, and one has the second in his archive, without a feed.
INSERT INTO ttrss_feeds VALUES
  (1, 1, 'The Courier', 'https://courier.example/feed', 'https://www.courier.example/'),
  (2, 2, 'Courier', 'https://courier.example/feed', 'https://www.courier.example/');

INSERT INTO ttrss_entries VALUES
  (1, 'SHA1:1', '2026-03-14 08:00:00', 'Freighter "Anna" & <tugs>', 'https://courier.example/a?x=1&y=2',
    '<p>The harbour is closed &amp; guarded.</p>
<p>See <a href="https://port.example/notice">the notice</a>.<img src="x.png"></p>', 'Jane Doe, John Roe', 'en'),
  (2, 'SHA1:2', '2026-03-14 08:00:01', 'Archived', 'https://courier.example/b', '<p>Another text.</p>', '', NULL);

INSERT INTO ttrss_user_entries VALUES (1, 1, 1, 1, true), (2, 1, 2, 2, true), (3, 2, NULL, 1, false);
