import type { TopicWords } from '../topicWords';

/** Topics of services and libraries, in English; each text is the rest of a sentence, without a full stop. */
export const serviceTopics = {
  rateLimit: {
    parts: [
      {
        does: 'Count requests per client',
        done: '`{name}` lets the allowed number through, refuses the next one and lets it through again after the window',
      },
      {
        does: 'Keep the counters and forget old ones',
        done: '`{name}` holds no entry for a client that was silent for a whole window',
      },
    ],
    cases: [
      'the request just over the limit',
      'two clients at the same time',
      'a client that waits for the window to pass',
    ],
    goal: 'one client cannot starve the others, and a refused one learns when to come back',
    constraint: 'a refusal is status 429 with Retry-After; health checks are never limited',
    design: 'count before any other work is done, with a clock that tests can set',
    rollout: 'first only log what would be refused, then refuse with a generous limit, then tighten it',
    watch: 'the share of refused requests per client, and the time that counting adds to a request',
    risk: 'counters in memory are not shared between several processes',
    question: 'Is the limit per key, per account or per address, and how high is it?',
  },
  cache: {
    parts: [
      {
        does: 'Keep results with a time to live and a size limit',
        done: '`{name}` answers a repeated read without calling its source and drops the oldest entry when full',
      },
      {
        does: 'Derive keys and drop them on writes',
        done: '`{name}` gives equal keys for equal reads, and a write makes the next read fresh',
      },
    ],
    cases: ['a repeated read', 'a read after a write', 'two readers of a missing entry at once', 'an expired entry'],
    goal: 'repeated reads cost one call of the source',
    constraint: 'nobody sees data that they may not see: keys hold whoever asks',
    design: 'wrap the reading side, let the writing side drop keys; no caller knows about the cache',
    rollout: 'switch it on for one read first, with a short time to live',
    watch: 'hit rate, size, and the age of what is served',
    risk: 'a forgotten invalidation shows stale data',
    question: 'How old may a result be before it is wrong?',
  },
  signIn: {
    parts: [
      {
        does: 'Check who is asking',
        done: '`{name}` accepts valid credentials, refuses expired and forged ones, and takes equally long for both',
      },
      {
        does: 'Open, renew and end sessions',
        done: '`{name}` ends a session on sign-out and after its lifetime, on every device',
      },
    ],
    cases: ['wrong credentials', 'an expired session', 'a signed-out session that is used again', 'a forged token'],
    goal: 'every request knows who asks, and nobody gets in without proof',
    constraint: 'no secret is logged or stored in the clear',
    design: 'one check at the entrance hands the identity on; nothing below looks at credentials',
    rollout: 'existing sessions stay valid until they expire',
    watch: 'failed sign-ins per account and address',
    risk: 'a mistake locks everybody out: keep a way back in',
    question: 'Which accounts exist today, and how do they move over?',
  },
  access: {
    parts: [
      {
        does: 'Decide who may do what',
        done: '`{name}` answers for every role and action of the table, and refuses what is not in it',
      },
      {
        does: 'Keep who has which role',
        done: '`{name}` changes a role with who, when and why, and the change counts at the next request',
      },
    ],
    cases: ['each role on each action', 'a role taken away during a session', 'an unknown role'],
    goal: 'everybody can do what their role allows and nothing else',
    constraint: 'what is not allowed is refused on the server, whatever the interface shows',
    design: 'one policy function from role, action and subject to yes or no',
    rollout: 'log refusals for a week before they count',
    watch: 'refusals by role and action',
    risk: 'an unprotected path that nobody listed',
    question: 'Which roles are there, and who hands them out?',
  },
  logging: {
    parts: [
      {
        does: 'Write one structured line per event',
        done: '`{name}` writes time, event and fields as one line, and never a secret',
      },
      {
        does: 'Carry a request id through every call',
        done: 'all lines of one request hold the same id that `{name}` set at the entrance',
      },
    ],
    cases: ['a successful request', 'a failing one', 'a field that must be hidden'],
    goal: 'what happened can be told afterwards without a debugger',
    constraint: 'no personal data or secret in a line; writing never blocks a request',
    design: 'events with fields, not sentences; the place to write to is chosen at the start of the program',
    rollout: 'ship beside the present output, then remove that',
    watch: 'lines per minute and dropped lines',
    risk: 'too much noise hides what matters',
    question: 'Who reads these lines, and how long are they kept?',
  },
  jobs: {
    parts: [
      {
        does: 'Take jobs and hand each to one worker',
        done: '`{name}` gives a job to one worker only and gives it again when that worker dies',
      },
      {
        does: 'Run jobs with retries and a limit',
        done: '`{name}` retries a failing job with growing pauses and parks it after the last try',
      },
    ],
    cases: ['a job that fails once', 'a job that always fails', 'a worker that dies', 'the same job twice'],
    goal: 'slow work leaves the request and is not lost',
    constraint: 'a job may run twice: each is safe to repeat',
    design: 'jobs are data with a name; the code that asks for one does not wait',
    rollout: 'move one slow action first and compare',
    watch: 'length of the queue, age of its oldest job, parked jobs',
    risk: 'a job that depends on data which has changed meanwhile',
    question: 'What may be lost when the machine stops, and what not?',
  },
  webhooks: {
    parts: [
      {
        does: 'Deliver signed events with retries',
        done: '`{name}` signs each delivery and retries until the receiver answers 2xx or a day has passed',
      },
      {
        does: 'Keep who wants which event',
        done: '`{name}` adds, lists and removes receivers, and pauses one that keeps failing',
      },
    ],
    cases: ['a slow receiver', 'a receiver that fails and recovers', 'a wrong signature'],
    goal: 'other programs learn of an event within seconds',
    constraint: 'deliveries may come twice and out of order: each has an id',
    design: 'events are stored first and delivered from there',
    rollout: 'one event for one receiver first',
    watch: 'delivery time and failures per receiver',
    risk: 'a receiver inside the private network can be abused',
    question: 'Which events are promised, and in which shape?',
  },
  retries: {
    parts: [
      {
        does: 'Decide what is tried again and when',
        done: '`{name}` retries what is safe to repeat, with growing pauses, and gives up after the deadline',
      },
    ],
    cases: ['success on the second try', 'an error that no retry helps', 'the deadline passing between tries'],
    goal: 'short failures of others stay invisible',
    constraint: 'what is not safe to repeat is tried once',
    design: 'one wrapper around outgoing calls with an injected clock',
    rollout: 'one caller first, with the retries counted',
    watch: 'retries per call and calls that gave up',
    risk: 'retries make an overload worse',
    question: 'How long may a caller wait at most?',
  },
  commands: {
    parts: [
      {
        does: 'Read and check the options',
        done: '`{name}` refuses an unknown or contradictory option with a message that names it, exit code 2',
      },
      {
        does: 'Print results for people and for programs',
        done: '`{name}` prints a table to a terminal and JSON with `--json`, errors to standard error',
      },
    ],
    cases: ['no arguments', 'an unknown option', 'output into a pipe', 'a failing run and its exit code'],
    goal: 'the work can be done and scripted from a terminal',
    constraint: 'exit codes and the JSON output are a contract',
    design: 'parsing, doing and printing are three functions',
    rollout: 'show it in `--help` from the first release on',
    watch: 'reports that quote its error messages',
    risk: 'a later change of the output breaks scripts',
    question: 'Which name and options do people expect?',
  },
  flags: {
    parts: [
      {
        does: 'Decide a flag for somebody',
        done: '`{name}` gives one person the same answer on every device and hour',
      },
      {
        does: 'Load the flags and keep the last good state',
        done: '`{name}` starts with defaults when the source is down',
      },
    ],
    cases: ['an unknown flag', 'the source being down', 'a share of ten per cent'],
    goal: 'code ships dark and is switched on step by step',
    constraint: 'a flag has an owner and an end date',
    design: 'flags are asked at the edge and handed down as plain values',
    rollout: 'start with one flag that guards something small',
    watch: 'flags past their end date',
    risk: 'old flags make every path a maze',
    question: 'Who may flip a flag, and is it written down?',
  },
} satisfies Readonly<Record<string, TopicWords>>;
