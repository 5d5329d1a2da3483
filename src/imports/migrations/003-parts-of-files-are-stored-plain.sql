-- A piece of a part is read without unpacking the whole: files are read in small pieces.
alter table file_part alter column bytes set storage external;
