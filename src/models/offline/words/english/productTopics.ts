import type { TopicWords } from '../topicWords';

/** User-facing topics, in English. */
export const productTopics = {
  analytics: {
    parts: [
      {
        does: 'Collect events and send them in batches',
        done: '`{name}` sends a batch after ten events or thirty seconds, and loses none when the program ends',
      },
      {
        does: 'Name the events and their fields',
        done: '`{name}` lists each event with its fields and types, and refuses an unknown one',
      },
      { does: 'Ask before anything is recorded', done: 'without consent `{name}` lets no event through' },
    ],
    cases: ['an event with a wrong field', 'no consent', 'the receiver being down', 'the end of the program'],
    goal: 'the team can tell which features are used, by whom in aggregate, and where people stop',
    constraint: 'no personal data leaves the program; recording never slows what is recorded',
    design: 'call sites name an event, one tracker knows where events go',
    rollout: 'record into a test stream first and compare its counts with the log',
    watch: 'events per day by name, and batches that could not be sent',
    risk: 'events without an owner pile up and mean nothing after half a year',
    question: 'Which three questions must the numbers answer?',
  },
  onboarding: {
    parts: [
      {
        does: 'Describe the steps and what completes each',
        done: '`{name}` gives the next open step for a new, a half-way and a finished user',
      },
      {
        does: 'Remember how far somebody got',
        done: '`{name}` survives a restart, and a skipped step is not shown again',
      },
      {
        does: 'Show one step at a time with a way out',
        done: '`{name}` can be skipped, resumed and finished by keyboard alone',
      },
    ],
    cases: [
      'a new user',
      'leaving in the middle and coming back',
      'skipping everything',
      'an existing user who never saw it',
    ],
    goal: 'somebody new reaches their first result without help',
    constraint: 'it never stands between a returning user and their work',
    design: 'steps are data, completed by what people do and not by clicking Next',
    rollout: 'new accounts only at first; existing ones can open it from a menu',
    watch: 'how many finish each step, and how long it takes to the first result',
    risk: 'steps that describe the program instead of helping with a first result',
    question: 'What is the first result that somebody new should reach?',
  },
  notifications: {
    parts: [
      {
        does: 'Send one message through the chosen channel',
        done: '`{name}` sends each message once and records what became of it',
      },
      {
        does: 'Keep who wants what',
        done: '`{name}` holds back what somebody switched off, and every message says how',
      },
    ],
    cases: ['somebody who switched it off', 'a channel that fails', 'the same event twice'],
    goal: 'people learn of what needs them, and of nothing else',
    constraint: 'one event makes at most one message per person',
    design: 'events decide, preferences filter, channels send',
    rollout: 'to the team first, then to everybody with it switched on for the most needed event only',
    watch: 'messages per person and day, failures by channel',
    risk: 'too many messages teach people to ignore them',
    question: 'Which events matter enough to interrupt somebody?',
  },
  payments: {
    parts: [
      {
        does: 'Start a payment and read its state',
        done: '`{name}` repeats a request with the same key without charging twice',
      },
      {
        does: "Take the provider's events",
        done: '`{name}` refuses a wrong signature and brings a repeated event to the same state',
      },
      {
        does: 'Record every payment and its changes',
        done: 'the sum of `{name}` equals what the provider reports for the day',
      },
    ],
    cases: ['a declined card', 'an event that comes twice', 'a refund', 'the provider being down'],
    goal: 'money arrives once, and the books say so',
    constraint: 'no card data touches this program; amounts are whole cents with a currency',
    design: "the provider's events are the truth, the answer to a request is only a hint",
    rollout: "in the provider's test mode, then one real customer, then all",
    watch: 'payments without an event after ten minutes, and differences to the provider',
    risk: 'an event that is lost leaves a paid order open',
    question: 'Which countries and currencies, and who sends invoices?',
  },
  theme: {
    parts: [
      {
        does: 'Name the colours by role',
        done: 'no colour stands outside `{name}`, and every pair of text and ground has a contrast of 4.5 to 1',
      },
      {
        does: 'Follow the system and remember the choice',
        done: '`{name}` shows the right theme in the first frame and keeps it after a restart',
      },
    ],
    cases: ['a change of the system setting while open', 'a first visit', 'high contrast'],
    goal: 'the interface can be read in every light and by everybody',
    constraint: 'no flash of the other theme while loading',
    design: 'roles instead of colours; a theme is one table',
    rollout: 'offer it as a choice before it follows the system',
    watch: 'reports with screenshots, sorted by view',
    risk: 'single colours that were written down by hand stay behind',
    question: 'Which views must be done for a first release?',
  },
  translation: {
    parts: [
      {
        does: 'Move the words into a catalogue',
        done: '`{name}` knows every text that people see; a missing one falls back and is reported',
      },
      {
        does: 'Choose language and formats',
        done: '`{name}` picks the best of the languages that somebody reads, for dates and numbers too',
      },
    ],
    cases: ['a missing translation', 'plural forms', 'a language from right to left'],
    goal: 'people use the program in their own language',
    constraint: 'keys are complete in every language before a release',
    design: 'texts by key with named places; no sentence is put together from pieces',
    rollout: 'the present language from the catalogue first, a second one after that',
    watch: 'keys that fell back',
    risk: 'layouts break with longer words',
    question: 'Which language comes second, and who translates?',
  },
} satisfies Readonly<Record<string, TopicWords>>;
