-- Another whenever one of its cells is: what a process has read of a cube it has still as long as this is the same.
alter table metric_cube add made uuid not null default gen_random_uuid();

-- A day's values now come with how many there are up to each, so that days need not be merged to find a quantile. What is asked for is made anew.
truncate metric_cell, metric_cube;
