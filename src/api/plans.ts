import * as z from 'zod';
import { exportFiles } from '../plans/planExport';
import { createPlanFromText } from '../plans/planImport';
import { usedTaskIds } from '../plans/planReader';
import { createTextVersion, updatePlan } from '../plans/planSaving';
import { acceptProposal } from '../plans/proposals';
import { planStatuses } from '../domain/plan';
import { UserError } from '../domain/errors';
import { reviewStates } from '../domain/review';
import { commentsApi } from './comments';
import type { PlansApi } from './contract/plans';
import { method } from './method';
import { omit } from './omit';
import {
  checkCurrent,
  diffVersions,
  publicChange,
  publicProgress,
  publicReview,
  publicVersion,
  readProgress,
} from './planViews';
import type { ApiCore } from './publicApi';
import { exportFormat, id, metadata, number, planFilter, reason, text } from './schemas';

const status = z.enum(planStatuses);
const filter = z.strictObject({ projectId: id.exactOptional(), ...planFilter });
const newPlan = z.strictObject({
  projectId: id,
  content: text,
  title: text.exactOptional(),
  template: text.nullable().exactOptional(),
  metadata: metadata.exactOptional(),
});
const patch = z.strictObject({
  title: text.exactOptional(),
  projectId: id.exactOptional(),
  metadata: metadata.exactOptional(),
});
const newVersion = z.strictObject({
  content: text,
  base: number,
  state: z.enum(['proposed', 'accepted']).default('proposed').exactOptional(),
  summary: text.exactOptional(),
  metadata: metadata.exactOptional(),
});
const newReview = z.strictObject({
  state: z.enum(reviewStates),
  note: text.exactOptional(),
  version: number.exactOptional(),
});
const range = z.strictObject({ from: number.exactOptional(), to: number.exactOptional() });
const importFile = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('markdown'), text, projectId: id, name: text.exactOptional() }),
  z.strictObject({ format: z.literal('json'), text }),
]);

/** `api.plans`. */
export const plansApi = (core: ApiCore): PlansApi => {
  const { storage, who } = core;
  const { plans, reviews } = storage;
  const because = async (given: { readonly why?: string } | undefined) => ({ who: await who(), why: given?.why ?? '' });
  return {
    list: method(z.tuple([filter.optional()]), (wanted) => plans.list(wanted)),
    get: method(z.tuple([id]), (plan) => plans.get(plan)),
    create: method(z.tuple([newPlan]), async ({ content, ...input }) =>
      createPlanFromText(storage, { ...input, text: content, author: 'user', who: await who() }),
    ),
    update: method(z.tuple([id, patch]), async (plan, change) => updatePlan(storage, plan, change, await who())),
    setStatus: method(z.tuple([id, status, reason]), async (plan, to, given) =>
      plans.setStatus(plan, to, await because(given)),
    ),
    statusHistory: method(z.tuple([id]), async (plan) => (await reviews.statusHistory(plan)).map(publicChange)),
    reviews: method(z.tuple([id]), async (plan) => (await reviews.list(plan)).map(publicReview)),
    review: method(z.tuple([id, newReview]), async (plan, { state, note = '', version }) => {
      const { currentVersion } = await plans.get(plan);
      return publicReview(
        await reviews.add(plan, { state, note, version: version ?? currentVersion, who: await who() }),
      );
    }),
    comments: commentsApi(core),
    archive: method(z.tuple([id, reason]), async (plan, given) => plans.archive(plan, await because(given))),
    restore: method(z.tuple([id, reason]), async (plan, given) => plans.restore(plan, await because(given))),
    delete: method(z.tuple([id]), (plan) => plans.delete(plan)),
    versions: method(z.tuple([id]), async (plan) => (await plans.versions(plan)).map(publicVersion)),
    version: method(z.tuple([id, number.optional()]), async (plan, wanted) =>
      publicVersion(await plans.version(plan, wanted ?? (await plans.get(plan)).currentVersion)),
    ),
    createVersion: method(z.tuple([id, newVersion]), async (plan, { state = 'proposed', ...rest }) =>
      publicVersion(await createTextVersion(storage, plan, { ...rest, state }, await who())),
    ),
    restoreVersion: method(z.tuple([id, number]), async (plan, version) =>
      publicVersion(await plans.restoreVersion(plan, version)),
    ),
    acceptVersion: method(z.tuple([id, number]), async (plan, version) =>
      publicVersion(await acceptProposal(storage, plan, version)),
    ),
    rejectVersion: method(z.tuple([id, number]), async (plan, version) =>
      publicVersion(await plans.reject(plan, version)),
    ),
    diff: method(z.tuple([id, range.optional()]), (plan, wanted) => diffVersions(storage, plan, wanted)),
    check: method(z.tuple([id]), (plan) => checkCurrent(core, plan)),
    progress: method(z.tuple([id]), (plan) => readProgress(storage, plan)),
    setProgress: method(z.tuple([id, id, z.boolean(), reason]), async (plan, task, done, given) => {
      // A removed task may come back; progress under an id never used would go to the next task that gets it.
      if (!(await usedTaskIds(storage, plan)).includes(task))
        throw new UserError('notFound', { kind: 'task', id: task });
      return publicProgress(await plans.setProgress(plan, task, done, await because(given)));
    }),
    export: method(z.tuple([id, exportFormat]), async (planId, format) => {
      const [file] = await exportFiles(storage, { kind: 'plan', planId }, format);
      return file!;
    }),
    import: method(z.tuple([importFile]), async (file) => {
      if (file.format === 'json') return storage.exchange.import([file.text], 'JSON');
      const source = omit(file, 'format');
      const plan = await createPlanFromText(storage, { ...source, author: 'import', who: await who() });
      return { created: 1, updated: 0, unchanged: 0, skipped: 0, reasons: [], planIds: [plan.id] };
    }),
  };
};
