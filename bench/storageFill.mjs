import { random } from './bundled.mjs';

const vocabulary = 20_000;
const perMegabyte = { versions: 152, messages: 435 };
const syllables = [
  'ra',
  'te',
  'li',
  'mo',
  'ken',
  'bu',
  'do',
  'sta',
  'pro',
  'ver',
  'in',
  'dex',
  'qui',
  'lan',
  'po',
  'su',
];

const wordOf = (number) => {
  let word = '';
  for (let rest = number + 16; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16];
  return word;
};

/** Texts whose words are as unevenly frequent as in any language, the same for the same seed. */
export const makeTexts = (seed) => {
  const next = random(seed);
  const words = Array.from({ length: vocabulary }, (_, number) => wordOf(number));
  const word = () => words[Math.floor(vocabulary ** next()) - 1] ?? words[0];
  const text = (length) => {
    let made = word();
    while (made.length < length) made += ` ${word()}`;
    return made.slice(0, length);
  };
  return { words, text };
};

const insertPlans = `insert into dev_plan (id, projectId, title, status, currentVersion, metadata, createdAt, updatedAt)
  values (?, 'project', ?, 'draft', ?, '{}', ?, ?)`;
const insertVersion = `insert into dev_plan_version (id, planId, number, content, summary, author, state, metadata, createdAt)
  values (?, ?, ?, ?, '', 'agent', 'accepted', '{}', ?)`;
const insertSession = `insert into conversation_session (id, projectId, title, draft, startedAt, updatedAt)
  values (?, 'project', ?, '', ?, ?)`;
const insertMessage = `insert into conversation_message
  (id, sessionId, position, role, content, modality, state, activity, questions, createdAt)
  values (?, ?, ?, 'user', ?, 'text', 'complete', '[]', '[]', ?)`;

/** Fills an empty database with about that many megabytes of plans (3 or 4 versions of 4 KB each) and messages of 500 bytes. */
export const fill = (engine, megabytes, text) => {
  const versions = perMegabyte.versions * megabytes;
  const messages = perMegabyte.messages * megabytes;
  engine.query('begin', []);
  engine.query(
    `insert into project (id, name, description, status, tags, createdAt, updatedAt) values ('project', 'Bench', '', 'active', '[]', 0, 0)`,
    [],
  );
  for (let plan = 0, version = 0; version < versions; plan++) {
    const count = Math.min(3 + (plan % 2), versions - version);
    engine.query(insertPlans, [`p${plan}`, text(40), count, plan, plan]);
    for (let number = 1; number <= count; number++, version++)
      engine.query(insertVersion, [`v${version}`, `p${plan}`, number, text(4096), version]);
  }
  for (let message = 0; message < messages; message++) {
    const session = Math.floor(message / 20);
    if (message % 20 === 0) engine.query(insertSession, [`s${session}`, text(40), message, message]);
    engine.query(insertMessage, [`m${message}`, `s${session}`, (message % 20) + 1, text(500), message]);
  }
  engine.query('commit', []);
};
