import { stem } from '../../../domain/words';
import type { PlanDocument, PlanPhase, PlanTask } from '../../../domain/grammar/planModel';
import { contentWords } from '../request/planRequest';

/** Every task of a plan that has an id, in order. */
export const tasksOf = (plan: PlanDocument): readonly (PlanTask & { readonly id: string })[] =>
  plan.phases
    .flatMap(({ tasks }) => tasks)
    .filter((task): task is PlanTask & { readonly id: string } => task.id !== null);

/** The task that a user means by its id or by words of its title or files; null if none or several fit. */
export const findTask = (plan: PlanDocument, reference: string): (PlanTask & { readonly id: string }) | null => {
  const tasks = tasksOf(plan);
  const plain = reference
    .replace(/^(?:the\s+)?(?:tasks?\s+)?(?:(?:about|for|on|called|named)\s+)?|\s+tasks?$/gi, '')
    .replace(/^["“'](.*)["”']$/s, '$1');
  const byId = tasks.find(({ id }) => id.toUpperCase() === plain.toUpperCase());
  if (byId) return byId;
  const exact = tasks.find(({ title }) => title.toLowerCase() === plain.toLowerCase());
  if (exact) return exact;
  const wanted = contentStems(plain);
  if (wanted.length === 0) return null;
  const scored = tasks
    .map((task) => ({
      task,
      score: overlap(wanted, task.title) * 2 + overlap(wanted, task.files.map(({ path }) => path).join(' ')),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best && best.score > (second?.score ?? 0) ? best.task : null;
};

/** The phase that a user means by number, place or words of its title; null if none fits. */
export const findPhase = (plan: PlanDocument, reference: string): PlanPhase | null => {
  const { phases } = plan;
  const plain = reference
    .replace(/^(?:(?:the|die)\s+)?(?:phase\s+)?|\s+phase$/gi, '')
    .replace(/^["“„'](.*)["”“']$/s, '$1')
    .trim();
  const place = ['first', 'second', 'third', 'fourth'].indexOf(plain.toLowerCase());
  if (place >= 0) return phases[place] ?? null;
  if (/^last$/i.test(plain)) return phases.at(-1) ?? null;
  if (/^\d+$/.test(plain))
    return (
      phases.find(({ title }) => new RegExp(`^phase\\s+${plain}\\b`, 'i').test(title)) ??
      phases[Number(plain) - 1] ??
      null
    );
  const exact = phases.find(
    ({ title }) => title.replace(/^phase\s+\d+\s*[:.–-]\s*/i, '').toLowerCase() === plain.toLowerCase(),
  );
  if (exact) return exact;
  const wanted = contentStems(plain);
  const [best] = phases
    .map((phase) => ({ phase, score: overlap(wanted, phase.title) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return best?.phase ?? null;
};

/** The phase for a task that names none: the last one for tests and documentation, else the one with the most similar task. */
export const homeFor = (plan: PlanDocument, title: string): PlanPhase | null => {
  const { phases } = plan;
  if (/\b(?:tests?|testing|verify|check|docs?|document|readme)\b/i.test(title)) return phases.at(-1) ?? null;
  const wanted = contentStems(title);
  const scored = phases.map((phase) => ({
    phase,
    score: Math.max(0, ...phase.tasks.map((task) => overlap(wanted, task.title))),
  }));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  if (best && best.score > 0) return best.phase;
  return phases.at(phases.length > 1 ? -2 : -1) ?? null;
};

const contentStems = (text: string): string[] =>
  contentWords(text)
    .map(stem)
    .concat(
      /\b(?:docs?|documentation)\b/i.test(text)
        ? ['doc', 'docs', 'readme', 'describ']
        : /\btests?\b/i.test(text)
          ? ['test']
          : [],
    );

const overlap = (wanted: readonly string[], text: string): number => {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .flatMap((word) => [word, stem(word)]),
  );
  return wanted.filter((word) => words.has(word)).length;
};
