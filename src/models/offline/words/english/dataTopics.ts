import type { TopicWords } from '../topicWords';

/** Topics about records and files and about running the program, in English. */
export const dataTopics = {
  search: {
    parts: [
      {
        does: 'Index what can be found',
        done: '`{name}` finds a record right after it was written and no longer after it was deleted',
      },
      {
        does: 'Parse and rank a query',
        done: '`{name}` understands words, phrases and prefixes, and puts exact titles first',
      },
    ],
    cases: ['several words', 'no match', 'special characters', 'a record that was just deleted'],
    goal: 'people find a record by what they remember of it',
    constraint: 'results hold only what the asker may see',
    design: 'the index is derived and can be rebuilt from the records',
    rollout: 'build the index beside the running program, then show the search field',
    watch: 'time per query, and queries without a result',
    risk: 'index and records drift apart',
    question: 'Which fields count, and which most?',
  },
  filter: {
    parts: [
      {
        does: 'Parse and check what is asked for',
        done: '`{name}` understands each allowed field with its values and refuses an unknown one with a message that names it',
      },
    ],
    cases: ['no filter', 'several fields at once', 'a value without a match', 'an unknown field'],
    goal: 'people see the part of a list that they need',
    constraint: 'without parameters the present answer stays as it is',
    design: 'parameters become one typed query that the store answers; nothing is filtered after paging',
    rollout: 'one field first, with its documentation',
    watch: 'which fields are asked for, and queries that take long',
    risk: 'a field that no index covers makes long lists slow',
    question: 'Which fields and which order do people need first?',
  },
  pagination: {
    parts: [
      { does: 'Encode where a page ends', done: '`{name}` shows every record once while others are added and removed' },
    ],
    cases: ['the last page', 'an empty list', 'a cursor from before a deletion', 'a forged cursor'],
    goal: 'long lists open at once and can be walked to their end',
    constraint: 'without parameters the present answer stays as it is',
    design: 'a cursor over a unique order instead of an offset',
    rollout: 'offer it beside the whole list, then set a default limit',
    watch: 'size and time of the largest answers',
    risk: 'an order that is not unique repeats or loses records',
    question: 'How long do lists get, and who still needs the whole one?',
  },
  imports: {
    parts: [
      {
        does: 'Read and check the incoming rows',
        done: '`{name}` reads quotes, separators, line breaks and a byte order mark, and names line and column of every row that it refuses',
      },
      {
        does: 'Store what was read, all or nothing',
        done: '`{name}` stores nothing when a row is refused, reports created, updated and skipped rows, and gives the same state when the file comes twice',
      },
    ],
    cases: [
      'an empty file',
      'a row with a missing column',
      'quotes, line breaks and umlauts',
      'the same file twice',
      'a very large file',
    ],
    goal: 'people bring their data in from a file and see what became of each row',
    constraint: 'a refused file changes nothing; what comes in passes the same checks as what is typed in',
    design: 'reading and checking are apart from storing, so that a dry run shows what would happen',
    rollout: 'offer the dry run first, then the real run with a limit on the size',
    watch: 'refused rows by reason, and the size and time of runs',
    risk: 'two records that the file takes for one, or one for two: the key must be decided',
    question: 'What makes two rows the same record, and does a later one overwrite?',
  },
  exports: {
    parts: [
      {
        does: 'Write records in a documented format',
        done: 'what `{name}` wrote can be read back without a difference, quotes and line breaks included',
      },
      {
        does: 'Write large exports piece by piece',
        done: '`{name}` keeps memory flat for a hundred thousand records and can be cancelled',
      },
    ],
    cases: ['no records', 'quotes, line breaks and other scripts', 'a very large set', 'a cancelled run'],
    goal: 'people can take their data out and put it back in',
    constraint: 'only records that the asker may see; cells never start a formula',
    design: 'one row mapper per kind of record, shared by reading and writing',
    rollout: 'ship writing first, reading back once the format has settled',
    watch: 'size and time of runs, and runs that were cancelled',
    risk: 'the format becomes a contract from the first file on',
    question: 'Which program must open the file?',
  },
  uploads: {
    parts: [
      {
        does: 'Check size and kind before storing',
        done: '`{name}` refuses what is too large or not what its name says, before the whole file was read',
      },
      {
        does: 'Store files under names of our own',
        done: '`{name}` never uses a name from outside as a path, and leaves nothing behind when an upload breaks off',
      },
    ],
    cases: ['a file over the limit', 'a wrong kind', 'a broken-off upload', 'a name with path signs'],
    goal: 'files arrive whole and can be found again',
    constraint: 'files are served as downloads, never run',
    design: 'stream through the check into storage; records keep size, kind and hash',
    rollout: 'small files first, with the limit in the settings',
    watch: 'storage used, and uploads that broke off',
    risk: 'storage fills up: decide what is deleted when',
    question: 'How large may a file be, and who may read it?',
  },
  reports: {
    parts: [
      { does: 'Compute the figures', done: '`{name}` gives the same numbers as a count by hand over the test data' },
      {
        does: 'Show figures with their time and source',
        done: '`{name}` shows loading, empty and failed states, and how old the figures are',
      },
    ],
    cases: ['no data', 'the edge of a month', 'a source that fails'],
    goal: 'the state of things is seen at a glance and believed',
    constraint: 'opening it costs the database no more than one page of a list',
    design: 'figures are functions over records, computed apart from drawing',
    rollout: 'to those who keep the numbers by hand today, to compare',
    watch: 'time to open, and figures that people question',
    risk: 'two places that count differently',
    question: 'Which decision is taken with these numbers?',
  },
  container: {
    parts: [
      {
        does: 'Build a small image in stages',
        done: '`docker build .` succeeds from a fresh clone, the image runs as a user without rights and holds no build tools',
      },
      {
        does: 'Keep what does not belong out of the image',
        done: 'the build context holds no dependency folder, no version history and no secret',
      },
    ],
    cases: ['a start without settings', 'a stop by SIGTERM', 'a health check'],
    goal: 'the program runs the same way on every machine',
    constraint: 'settings come from the environment, none is baked in; one process per container',
    design: 'one stage builds, the last one only runs',
    rollout: 'build it in CI first, then run it beside the present installation',
    watch: 'size of the image and known holes in its base',
    risk: 'files that the program writes are lost with the container',
    question: 'Where will the image be kept, and who updates its base?',
  },
  pipeline: {
    parts: [
      {
        does: 'Run build, lint and tests for every change',
        done: 'the run fails for a failing test and a type or lint error, and passes on the main branch',
      },
    ],
    cases: ['a failing test', 'a change from a fork, without secrets', 'a second push while the first runs'],
    goal: 'nobody merges a change that breaks the build',
    constraint: 'the run needs no secret for tests and takes less than ten minutes',
    design: 'the pipeline calls the same commands as a developer does, nothing lives only in its file',
    rollout: 'report only for a week, then require it for merging',
    watch: 'duration of runs and tests that fail now and then',
    risk: 'actions that are not pinned change under the project',
    question: 'Which versions and systems must be covered?',
  },
} satisfies Readonly<Record<string, TopicWords>>;
