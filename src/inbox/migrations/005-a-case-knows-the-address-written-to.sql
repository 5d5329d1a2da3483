-- Which of our addresses the customer wrote to last: a reply leaves from it.
alter table customer_case add column wrote_to text;
