create table price (id bigint primary key, amount bigint not null);
insert into price select x, x * 100 from system_range(0, 99);
