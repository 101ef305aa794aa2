import type { Page } from './validate';

/** The most rows that the stores return at once, and the number that a tree shows until more are requested. */
export const pageSize = 200;

/** Reads a list page by page up to `limit` rows or its end; `total` is the number of rows in the whole list. */
export const readPages = async <T>(
  limit: number,
  read: (paging: { readonly limit: number; readonly offset: number }) => Promise<Page<T>>,
): Promise<Page<T>> => {
  const items: T[] = [];
  for (;;) {
    const page = await read({ limit: Math.min(pageSize, limit - items.length), offset: items.length });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= Math.min(limit, page.total)) return { items, total: page.total };
  }
};
