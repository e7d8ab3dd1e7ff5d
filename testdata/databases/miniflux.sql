-- The columns of Miniflux that matter to a query for articles, with articles made up for the tests.

CREATE TYPE entry_status AS ENUM ('unread', 'read', 'removed');
CREATE TABLE feeds (id BIGINT PRIMARY KEY, user_id INT, title TEXT, feed_url TEXT, site_url TEXT);
CREATE TABLE entries (
  id BIGINT PRIMARY KEY, user_id INT, feed_id BIGINT REFERENCES feeds (id), hash TEXT, published_at TIMESTAMPTZ, status entry_status,
  title TEXT, url TEXT, author TEXT, content TEXT, tags TEXT[] DEFAULT '{}'
);

-- Two users follow one feed.
INSERT INTO feeds VALUES
  (1, 1, 'The Courier', 'https://courier.example/feed', 'https://www.courier.example/news/'),
  (2, 2, 'Courier', 'https://courier.example/feed', 'https://www.courier.example/news/');

INSERT INTO entries (id, user_id, feed_id, hash, published_at, status, title, url, author, content) VALUES
  (1, 1, 1, 'h1', '2026-03-14 09:00:00+01', 'read', 'Freighter "Anna" & <tugs>', 'https://courier.example/a?x=1&y=2',
    'Jane Doe, John Roe', '<p>The harbour is closed &amp; guarded.</p>
<p>See <a href="https://port.example/notice">the notice</a>.<img src="x.png"></p>'),
  (2, 2, 2, 'h1', '2026-03-14 09:00:00+01', 'unread', 'Freighter "Anna" & <tugs>', 'https://courier.example/a?x=1&y=2',
    'Jane Doe, John Roe', '<p>The harbour is closed &amp; guarded.</p>
<p>See <a href="https://port.example/notice">the notice</a>.<img src="x.png"></p>'),
  (3, 1, 1, 'h2', '2026-03-14 09:00:01+01', 'unread', 'Another', 'https://courier.example/b', '', '<p>Another text.</p>'),
  (4, 1, 1, 'h3', '2026-03-14 09:00:02+01', 'removed', 'Removed', 'https://courier.example/c', '', '');
