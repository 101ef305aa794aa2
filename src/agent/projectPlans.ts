import { parsePlan } from '../domain/planDocument';
import { queryTerms } from '../domain/words';
import type { Stores } from '../storage/open';
import { readPlanText } from './planReader';
import type { FoundPlan, PlanSearch } from './tools/tool';

const mostPlans = 5;
const mostLines = 30;
const mostRead = 100;

/** Search over the plans of one project but the one under discussion: by the words of the query, the best first. */
export const projectPlans = (stores: Stores, projectId: string, discussed: string | null): PlanSearch => ({
  async search(query) {
    const terms = queryTerms(query);
    const { items } = await stores.plans.list({ projectId, limit: mostRead });
    const found: { plan: FoundPlan; score: number }[] = [];
    for (const { id, title, status } of items) {
      if (id === discussed) continue;
      const { text } = await readPlanText(stores, id);
      const words = new Set(queryTerms(`${title}\n${text}`));
      const score = terms.filter((term) => words.has(term)).length;
      if (score > 0) found.push({ plan: { title, status, text: fitting(text, terms) }, score });
    }
    return found
      .sort((a, b) => b.score - a.score)
      .slice(0, mostPlans)
      .map(({ plan }) => plan);
  },
});

/** The plan's summary and the lines that hold a term. */
const fitting = (text: string, terms: readonly string[]): string => {
  const lines = text.split(/\r?\n/).filter((line) => {
    const words = queryTerms(line);
    return terms.some((term) => words.includes(term));
  });
  return [parsePlan(text).summary, ...lines.slice(0, mostLines)].filter((line) => line !== '').join('\n');
};
