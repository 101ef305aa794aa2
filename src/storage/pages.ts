import type { Page } from './validate';

/** The most rows that the stores give at once, and what a tree shows until more is asked for. */
export const pageSize = 200;

/** Reads a list page by page until `limit` rows or its end are reached; `total` is how many there are in all. */
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
