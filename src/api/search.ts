import * as z from 'zod';
import type { SearchApi } from './contract/search';
import { method } from './method';
import { omit } from './omit';
import type { ApiCore } from './publicApi';
import { id, text } from './schemas';

const query = z.strictObject({ text, projectId: id.exactOptional(), limit: z.int().exactOptional() });

/** `api.search`. */
export const searchApi = ({ storage }: ApiCore): SearchApi => ({
  plans: method(z.tuple([query]), async (wanted) => {
    const { hits } = await storage.search.find({ ...wanted, kinds: ['plan'] });
    return hits.flatMap((hit) =>
      hit.kind === 'plan' ? [{ ...omit(hit, 'kind', 'snippet'), excerpt: hit.snippet.text }] : [],
    );
  }),
  conversations: method(z.tuple([query]), async (wanted) => {
    const { hits } = await storage.search.find({ ...wanted, kinds: ['conversation'] });
    return hits.flatMap((hit) =>
      hit.kind === 'conversation' ? [{ ...omit(hit, 'kind', 'role', 'snippet'), excerpt: hit.snippet.text }] : [],
    );
  }),
});
