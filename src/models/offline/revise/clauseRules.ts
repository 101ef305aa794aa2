import type { Command } from './command';
import { ids, type Make, refsOf, sectionOf, unquoted } from './clauseParts';

/** Placeholder for a task that tests whatever the plan is about. */
export const testIt = 'Test it';

const id = '(?:task\\s+)?(?:[A-Z]{1,4}-?\\d+|#?\\d+)';
/** A task by id, by words before or after "task", or in quotes. */
const ref = `(?:${ids}|(?:the\\s+)?(?:task\\s+)?"[^"]+"|(?:the\\s+)?[\\w' -]+?\\s+tasks?|(?:the\\s+)?tasks?\\s+(?:about|for|on|called|named)\\s+[\\w' -]+?)`;
const phase = `(?:the\\s+)?(?:phase\\s+(?:"[^"]+"|[\\w' -]+?)|(?:"[^"]+"|[\\w' -]+?)\\s+phase|(?:first|second|third|last)\\s+phase)`;
const duration = `(?:about\\s+|around\\s+|~\\s*)?(\\d+(?:[.,]\\d+)?)\\s*(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)`;
const rule = (text: string, make: Make): readonly [RegExp, Make] => [new RegExp(`^${text}$`, 'is'), make];

const durationOf = (amount: string, unit: string): string =>
  `${amount.replace(',', '.')}${unit.charAt(0).toLowerCase()}`;

/** The command for a new task, with `to phase 2`, `after T1` and `(2h)` taken off the end of its text. */
const addition = (text: string): Command | null => {
  let rest = unquoted(text);
  let inPhase: string | null = null;
  let after: string | null = null;
  let estimate: string | null = null;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(
      new RegExp(`\\s*[,(]?\\s*\\(?(?:taking\\s+|estimate[d:]*\\s*(?:at\\s+)?)?${duration}\\)?$`, 'i'),
      (_, amount: string, unit: string) => {
        estimate = durationOf(amount, unit);
        return '';
      },
    );
    rest = rest.replace(/\s+(?:after|behind|below)\s+(?:task\s+)?([A-Z]{1,4}-?\d+)$/i, (_, task: string) => {
      after = task.toUpperCase();
      return '';
    });
    rest = rest.replace(new RegExp(`\\s+(?:to|in|into|under|at the end of)\\s+(${phase})$`, 'i'), (_, name: string) => {
      inPhase = name;
      return '';
    });
    rest = rest.replace(/\s+(?:to|in)\s+(?:the|this|our)\s+plan$|,?\s+(?:too|as well|please|in addition)$/i, '');
  }
  const plain = unquoted(rest.replace(/^(?:to|for|that|which|:|called|named)\s+/i, ''));
  return plain === '' ? null : { kind: 'addTask', text: plain, phase: inPhase, after, estimate };
};

/** How each kind of clause is recognised, the most specific first; null from a rule means that it is something else after all. */
export const clauseRules: readonly (readonly [RegExp, Make])[] = [
  rule(
    `(?:set\\s+|change\\s+)?(?:the\\s+)?(?:acceptance|done[- ]when|criterion|definition of done)(?:\\s+criteri(?:a|on))?\\s+(?:of|for)\\s+(${id})(?:\\s+(?:to|is))?\\s*[:=]?\\s+(.+)`,
    ([task = '', text = '']) => ({ kind: 'acceptance', task: refsOf(task)[0] ?? '', text: unquoted(text) }),
  ),
  rule(
    `(${id})(?:\\s+is)?\\s+(?:done|finished|complete)\\s+(?:when|if|once)\\s*:?\\s+(.+)`,
    ([task = '', text = '']) => ({ kind: 'acceptance', task: refsOf(task)[0] ?? '', text: unquoted(text) }),
  ),
  rule(`(${id})\\s+(?:acceptance|done[- ]when)\\s*[:=]?\\s+(.+)`, ([task = '', text = '']) => ({
    kind: 'acceptance',
    task: refsOf(task)[0] ?? '',
    text: unquoted(text),
  })),
  rule(`(?:reopen|untick|uncheck|un-?check)\\s+(${ref})`, ([tasks = '']) => ({
    kind: 'tick',
    tasks: refsOf(tasks),
    done: false,
  })),
  rule(`(?:mark|set)\\s+(${ref})\\s+(?:as\\s+)?(?:open|not done|undone|to ?do|unfinished)`, ([tasks = '']) => ({
    kind: 'tick',
    tasks: refsOf(tasks),
    done: false,
  })),
  rule(
    `(${ref})\\s+(?:is|are)(?:n't|\\s+not)(?:\\s+yet)?\\s+(?:done|finished|complete)(?:\\s+yet)?`,
    ([tasks = '']) => ({ kind: 'tick', tasks: refsOf(tasks), done: false }),
  ),
  rule(`(${ref})\\s+(?:is|are)\\s+open(?:\\s+again)?`, ([tasks = '']) => ({
    kind: 'tick',
    tasks: refsOf(tasks),
    done: false,
  })),
  rule(`(?:tick|check)(?:\\s+off)?\\s+(${ref})`, ([tasks = '']) => ({
    kind: 'tick',
    tasks: refsOf(tasks),
    done: true,
  })),
  rule(`(?:mark|set)\\s+(${ref})\\s+(?:as\\s+|to\\s+)?(?:done|complete[d]?|finished|ticked)`, ([tasks = '']) => ({
    kind: 'tick',
    tasks: refsOf(tasks),
    done: true,
  })),
  rule(
    `(${ref})\\s+(?:is|are|was|were)(?:\\s+now|\\s+already|\\s+both|\\s+all)?\\s+(?:done|finished|complete[d]?|ready|implemented|merged|shipped)(?:\\s+now)?`,
    ([tasks = '']) => ({ kind: 'tick', tasks: refsOf(tasks), done: true }),
  ),
  rule(
    `(?:i|we)(?:'ve|\\s+have)?\\s+(?:just\\s+|already\\s+)?(?:finished|completed|done|did|implemented|merged|shipped)\\s+(${ref})`,
    ([tasks = '']) => ({ kind: 'tick', tasks: refsOf(tasks), done: true }),
  ),
  rule(`(?:finish|complete)\\s+(${ids})`, ([tasks = '']) => ({ kind: 'tick', tasks: refsOf(tasks), done: true })),
  rule(
    `(?:re-?)?estimate\\s+(${ids})\\s*(?:at|to|as|with|is|:|=)?\\s*${duration}`,
    ([tasks = '', amount = '', unit = '']) => ({
      kind: 'estimate',
      tasks: refsOf(tasks),
      estimate: durationOf(amount, unit),
    }),
  ),
  rule(
    `(?:(?:set|change)\\s+)?(?:the\\s+)?estimate\\s+(?:of|for)\\s+(${ids})\\s*(?:to|at|is|:|=)?\\s*${duration}`,
    ([tasks = '', amount = '', unit = '']) => ({
      kind: 'estimate',
      tasks: refsOf(tasks),
      estimate: durationOf(amount, unit),
    }),
  ),
  rule(
    `(${ids})\\s*(?:takes?|needs?|is|are|will take|should take|estimate[d]?(?:\\s+at)?|:|=)\\s*:?\\s*${duration}`,
    ([tasks = '', amount = '', unit = '']) => ({
      kind: 'estimate',
      tasks: refsOf(tasks),
      estimate: durationOf(amount, unit),
    }),
  ),
  rule(`(?:rename|retitle|call)\\s+(?:the|this)\\s+plan\\s*(?:to|as|:)?\\s+(.+)`, ([title = '']) => ({
    kind: 'renamePlan',
    title: unquoted(title),
  })),
  rule(`(?:rename|retitle|call)\\s+(${phase})\\s+(?:to|as|:)\\s+(.+)`, ([name = '', title = '']) => ({
    kind: 'renamePhase',
    phase: name,
    title: unquoted(title),
  })),
  rule(`(?:rename|retitle|call|reword)\\s+(${ref})\\s*(?:to|as|:|\\s)\\s*(.+)`, ([task = '', title = '']) => ({
    kind: 'renameTask',
    task: refsOf(task)[0] ?? '',
    title: unquoted(title),
  })),
  rule(
    `(?:move|put|shift)\\s+(${ref})\\s+(?:to|into|in|under)\\s+(?:the\\s+(?:end|start|beginning)\\s+of\\s+)?(${phase})`,
    ([tasks = '', name = '']) => ({ kind: 'move', tasks: refsOf(tasks), phase: name, after: null, before: null }),
  ),
  rule(
    `(?:move|put|shift)\\s+(${ref})\\s+(?:to\\s+)?(?:right\\s+)?(?:after|behind|below)\\s+(${id})`,
    ([tasks = '', after = '']) => ({
      kind: 'move',
      tasks: refsOf(tasks),
      phase: null,
      after: refsOf(after)[0] ?? null,
      before: null,
    }),
  ),
  rule(
    `(?:move|put|shift)\\s+(${ref})\\s+(?:to\\s+)?(?:right\\s+)?(?:before|above|in front of)\\s+(${id})`,
    ([tasks = '', before = '']) => ({
      kind: 'move',
      tasks: refsOf(tasks),
      phase: null,
      after: null,
      before: refsOf(before)[0] ?? null,
    }),
  ),
  rule(
    `split\\s+(?:up\\s+)?(${id}|(?:the\\s+)?"[^"]+"|(?:the\\s+)?[\\w' -]+?\\s+task)(?:\\s+(?:up\\s+)?(?:into|in)?\\s*(?:two|three|four|2|3|4)?\\s*(?:tasks|parts|steps|pieces|halves)?\\s*:?\\s*(.*))?`,
    ([task = '', parts = '']) => ({
      kind: 'split',
      task: refsOf(task)[0] ?? '',
      parts:
        parts === ''
          ? []
          : parts
              .split(/\s*(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\s+&\s+|\n)\s*/i)
              .map(unquoted)
              .filter((part) => part !== ''),
    }),
  ),
  rule(`(?:remove|delete|drop|cut|take out)\\s+(${phase})`, ([name = '']) => ({ kind: 'removePhase', phase: name })),
  rule(`(?:remove|delete|drop|cut|take out|skip)\\s+(${ref})(?:\\s+from\\s+the\\s+plan)?`, ([tasks = '']) => ({
    kind: 'removeTask',
    tasks: refsOf(tasks),
  })),
  rule(
    `(?:add|insert|create|append)\\s+(?:an?\\s+|another\\s+|one\\s+more\\s+)?(?:new\\s+)?phase\\s*(?:called|named|for|:|to)?\\s+(.+?)(?:\\s+after\\s+(${phase}))?`,
    ([title = '', after = '']) => ({ kind: 'addPhase', title: unquoted(title), after: after || null }),
  ),
  rule(
    `(?:add|insert|create|append|include)\\s+(?:an?\\s+|another\\s+|one\\s+more\\s+|one\\s+|the\\s+)?(?:new\\s+)?(?:tasks?|steps?)\\b\\s*:?\\s*(.+)`,
    ([text = '']) => addition(text),
  ),
  rule(
    `(?:add|note|append|mention|record|include)\\s+(?:an?\\s+|the\\s+|another\\s+|as\\s+(?:an?\\s+)?)?((?:open\\s+)?question|risk|goal|requirement|constraint|decision)s?\\s*(?::|that|about|of|,)?\\s+(.+)`,
    ([words = '', text = '']) => {
      const section = sectionOf(words);
      return section ? { kind: 'addItem', section, text: unquoted(text) } : null;
    },
  ),
  rule(
    `(?:add|append|put|note|write)\\s+(.+?)\\s+(?:to|in|into|under)\\s+(?:the\\s+)?([\\w& ]+?)(?:\\s+section)?`,
    ([text = '', words = '']) => {
      const section = sectionOf(words);
      return section ? { kind: 'addItem', section, text: unquoted(text) } : null;
    },
  ),
  rule(`(?:say|tell|describe|explain|add|show)\\s+how\\s+(?:we|you|to|it|this)\\b.*\\btest.*`, () => ({
    kind: 'addTask',
    text: testIt,
    phase: null,
    after: null,
    estimate: null,
  })),
  rule(
    `(?:don't\\s+forget|remember|(?:we|you|i)(?:'ll)?\\s+(?:also\\s+)?(?:need|want|must|should|have)(?:\\s+also)?)(?:\\s+to)?\\s+(.+)`,
    ([text = '']) => addition(text),
  ),
  rule(`add\\s+(.+)`, ([text = '']) => addition(`Add ${text}`)),
  rule(`(.+)`, ([text = ''], isAddition) => (isAddition && !text.endsWith('?') ? addition(text) : null)),
];
