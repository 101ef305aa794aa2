/** How many turns a conversation's summary covers is kept with it, so that they are not sent to be summarised again. */
export const summaryTurns = 'alter table conversation_session add column summaryTurns integer not null default 0;';
