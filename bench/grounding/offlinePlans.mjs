const requests = [
  'Add rate limiting to the public API',
  'Fix the crash when a name is empty',
  'Refactor the settings into a service',
  'Make listing faster',
  'Harden authentication against brute force',
  'Increase test coverage of the config loader',
  'Document the command line for new developers',
  'Add an audit log',
];

/** Plans by the offline planner for small repositories of the project's own, used without a mirror; any alarm is false there. */
export async function* offlinePlans(product) {
  const { typescriptService, pythonShop, goCli } = product;
  for (const [name, texts] of Object.entries({ typescriptService, pythonShop, goCli })) {
    const files = new product.MemoryFiles(texts);
    const search = new product.WorkspaceSearch(files);
    for (const request of requests) {
      const { draft } = await product.playTurn(request, { workspace: { files, search } });
      if (draft === null) continue;
      const text = product.renderPlan(draft);
      yield { name, text, files, judge: ({ kind }) => `false ${kind}`, isOlder: () => true };
    }
    search.dispose();
  }
}
