-- When a batch was last stored: where that is long ago, nobody is at work any more, and a request to stop is carried out by another.
alter table import add moved_at timestamptz;
