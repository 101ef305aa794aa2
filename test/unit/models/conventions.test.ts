import assert from 'node:assert/strict';
import { Conventions } from '../../../src/models/offline/conventions';
import { parsePlanRequest } from '../../../src/models/offline/request/planRequest';

const java = [
  'src/main/java/org/shop/App.java',
  'src/main/java/org/shop/orders/OrderService.java',
  'src/main/java/org/shop/users/UserService.java',
  'src/main/java/org/shop/items/ItemService.java',
  'src/test/java/org/shop/orders/OrderServiceTest.java',
  'pom.xml',
];
const react = [
  'src/components/user-card.tsx',
  'src/components/user-card.spec.tsx',
  'src/pages/home-page.tsx',
  'src/pages/home-page.spec.tsx',
  'src/main.tsx',
  'src/hooks/use-user.tsx',
];
const rails = [
  'app/models/user.rb',
  'app/models/order_item.rb',
  'app/controllers/users_controller.rb',
  'spec/models/user_spec.rb',
  'spec/controllers/users_controller_spec.rb',
  'Gemfile',
];
const monorepo = [
  'packages/api/src/server.ts',
  'packages/api/src/userStore.ts',
  'packages/api/test/server.test.ts',
  'packages/web/src/mainPage.ts',
  'packages/web/src/app.ts',
];

describe('Conventions', () => {
  const place = (paths: readonly string[], anchor: string | null, expected: string): void => {
    it(`puts a rate limiter at ${expected}`, () => {
      assert.deepEqual(new Conventions(paths, '', anchor).source('rate limiter', null, 'rate limiting'), {
        path: expected,
        kind: 'new',
      });
    });
  };
  place(java, null, 'src/main/java/org/shop/rateLimiting/RateLimiter.java');
  place(react, null, 'src/rate-limiting/rate-limiter.tsx');
  place(rails, 'app/models/user.rb', 'app/models/rate_limiter.rb');
  place(monorepo, 'packages/api/src/server.ts', 'packages/api/src/rateLimiter.ts');
  place([...monorepo, 'packages/api/src/limits/window.ts'], null, 'packages/api/src/limits/rateLimiter.ts');
  place(['a/x.go', 'b/y.go', 'c/z.go'], 'b/y.go', 'b/rate_limiter.go');

  const test = (paths: readonly string[], of: string, expected: string, kind: 'new' | 'modify' = 'new'): void => {
    it(`tests ${of} in ${expected}`, () =>
      assert.deepEqual(new Conventions(paths, '', null).test(of), { path: expected, kind }));
  };
  test(
    java,
    'src/main/java/org/shop/orders/OrderService.java',
    'src/test/java/org/shop/orders/OrderServiceTest.java',
    'modify',
  );
  test(java, 'src/main/java/org/shop/orders/Cart.java', 'src/test/java/org/shop/orders/CartTest.java');
  test(react, 'src/hooks/use-user.tsx', 'src/hooks/use-user.spec.tsx');
  test(rails, 'app/models/order_item.rb', 'spec/models/order_item_spec.rb');
  test(monorepo, 'packages/api/src/userStore.ts', 'packages/api/test/userStore.test.ts');
  test([], 'src/users.ts', 'test/users.test.ts');

  it('names nothing by words that are no names', () => {
    const conventions = new Conventions([], '', null);
    assert.equal(conventions.symbol('请求'), 'feature');
    assert.equal(conventions.source('2 factor login', null, 'login').path, 'src/factorLogin.ts');
  });
});

describe('parsePlanRequest', () => {
  const check = (text: string, intent: string, title: string, subject: string, target = ''): void => {
    it(text, () => {
      const request = parsePlanRequest(text);
      assert.deepEqual(
        [request.intent, request.title, request.subject, request.target],
        [intent, title, subject, target],
      );
    });
  };
  check('Draft a plan for adding analytics', 'feature', 'Add analytics', 'analytics');
  check('Help me design an onboarding flow', 'feature', 'Design an onboarding flow', 'onboarding flow');
  check(
    'Plan rate limiting for the public API.',
    'feature',
    'Rate limiting for the public API',
    'rate limiting',
    'public API',
  );
  check(
    'Could you please create a detailed implementation plan for upgrading to React 19?',
    'upgrade',
    'Upgrade to React 19',
    'React 19',
  );
  check(
    'How should we add full-text search to the notes?',
    'feature',
    'Add full-text search to the notes',
    'full-text search',
    'notes',
  );
  check('The export is slow', 'performance', 'Speed up the export', 'export');
  check(
    'Users cannot log in after password reset',
    'bug',
    'Fix: users cannot log in after password reset',
    'users cannot log in after password reset',
  );
  check('Write tests for the auth module', 'testing', 'Write tests for the auth module', 'auth module');
  check('Write docs for the CLI', 'documentation', 'Write docs for the CLI', 'CLI');
  check(
    'Extract the validation into its own module',
    'refactoring',
    'Extract the validation into its own module',
    'validation',
    'own module',
  );
  check('Integrate Stripe for payments', 'integration', 'Integrate Stripe for payments', 'Stripe', 'payments');

  it('keeps further sentences and mentions', () => {
    const { details, mentions } = parsePlanRequest('Add caching to @src/store.ts. Keep it small!\n- no Redis');
    assert.deepEqual(details, ['Keep it small', 'no Redis']);
    assert.deepEqual(mentions, ['src/store.ts']);
  });
});
