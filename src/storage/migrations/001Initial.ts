/** The first schema: projects, plans, conversations, reviews and local counters. */
export const initial = `
create table project (
  id text primary key,
  name text not null unique check (length(name) between 1 and 255),
  description text not null,
  status text not null check (status in ('active', 'paused', 'completed', 'archived')),
  tags text not null,
  repositoryPath text,
  createdAt integer not null,
  updatedAt integer not null
) strict;

create table conversation_session (
  id text primary key,
  projectId text references project (id) on delete cascade,
  title text not null,
  summary text,
  model text,
  draft text not null,
  startedAt integer not null,
  updatedAt integer not null,
  endedAt integer
) strict;
create index conversation_session_project on conversation_session (projectId, updatedAt);
create index conversation_session_updated on conversation_session (updatedAt);

create table dev_plan (
  id text primary key,
  projectId text not null references project (id) on delete cascade,
  title text not null,
  status text not null check (status in ('draft', 'approved', 'in_progress', 'completed', 'archived')),
  currentVersion integer not null,
  sessionId text references conversation_session (id) on delete set null,
  template text,
  metadata text not null,
  createdAt integer not null,
  updatedAt integer not null
) strict;
create index dev_plan_project on dev_plan (projectId, updatedAt);
create index dev_plan_session on dev_plan (sessionId);
create index dev_plan_updated on dev_plan (updatedAt);

create table dev_plan_version (
  id text primary key,
  planId text not null references dev_plan (id) on delete cascade,
  number integer not null check (number > 0),
  title text,
  content text not null,
  summary text not null,
  author text not null check (author in ('user', 'agent', 'import')),
  baseVersion integer,
  state text not null check (state in ('accepted', 'proposed', 'rejected', 'superseded')),
  model text,
  tokens integer,
  metadata text not null,
  createdAt integer not null,
  unique (planId, number)
) strict;

create table task_progress (
  planId text not null references dev_plan (id) on delete cascade,
  taskId text not null,
  done integer not null check (done in (0, 1)),
  who text not null,
  why text not null,
  evidence text,
  at integer not null,
  primary key (planId, taskId)
) strict;

create table status_change (
  id text primary key,
  planId text not null references dev_plan (id) on delete cascade,
  fromStatus text not null,
  toStatus text not null,
  who text not null,
  why text not null,
  at integer not null
) strict;
create index status_change_plan on status_change (planId, at);

create table conversation_message (
  id text primary key,
  sessionId text not null references conversation_session (id) on delete cascade,
  position integer not null,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  modality text not null check (modality in ('text', 'voice')),
  state text not null check (state in ('complete', 'cancelled', 'failed')),
  error text,
  reasoning text,
  activity text not null,
  questions text not null,
  planId text references dev_plan (id) on delete set null,
  planVersion integer,
  model text,
  usage text,
  latencyMs integer,
  createdAt integer not null,
  unique (sessionId, position)
) strict;
create index conversation_message_plan on conversation_message (planId);

create table review (
  id text primary key,
  planId text not null references dev_plan (id) on delete cascade,
  version integer not null,
  state text not null check (state in ('requested', 'approved', 'changes_requested', 'commented')),
  who text not null,
  note text not null,
  at integer not null
) strict;
create index review_plan on review (planId);

create table comment_thread (
  id text primary key,
  planId text not null references dev_plan (id) on delete cascade,
  version integer not null,
  taskId text,
  section text,
  quote text not null,
  context text not null,
  state text not null check (state in ('open', 'resolved', 'outdated')),
  createdAt integer not null,
  updatedAt integer not null
) strict;
create index comment_thread_plan on comment_thread (planId);

create table comment (
  id text primary key,
  threadId text not null references comment_thread (id) on delete cascade,
  author text not null,
  body text not null,
  createdAt integer not null,
  updatedAt integer not null
) strict;
create index comment_thread_id on comment (threadId);

create table saved_prompt (
  id text primary key,
  title text not null,
  prompt text not null,
  createdAt integer not null,
  updatedAt integer not null
) strict;

create table counter (
  name text not null,
  day integer not null,
  value integer not null,
  primary key (name, day)
) strict;

create table meta (key text primary key, value integer not null) strict;
insert into meta (key, value) values ('seq', 0);
`;
