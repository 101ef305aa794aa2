/** Ids of views and editors. */
export const names = {
  chatView: 'devplan.chat',
  projectsView: 'devplan.projects',
  conversationsView: 'devplan.conversations',
  planPanel: 'devplan.plan',
} as const;
