/** A TypeScript web service: camel-case files, tests in one folder. */
export const typescriptService: Readonly<Record<string, string>> = {
  'package.json': '{"name":"atlas-api","scripts":{"start":"node src/server.ts","test":"node --test"}}',
  'README.md': '# Atlas API\n\nKeeps users and projects.\n',
  'docs/api.md': '# API\n\n`GET /v1/users` lists users.\n',
  '.github/workflows/ci.yml': 'on: push\njobs:\n  test:\n    steps:\n      - run: npm test\n',
  'src/app.ts':
    "import { Router } from './http/router';\nimport { userRoutes } from './routes/users';\nimport { projectRoutes } from './routes/projects';\nimport { adminRoutes } from './routes/admin';\n\nexport function createApp(store: MemoryStore): Router {\n  const router = new Router();\n  userRoutes(router, store);\n  projectRoutes(router, store);\n  adminRoutes(router, store);\n  return router;\n}\n",
  'src/server.ts':
    "import { createApp } from './app';\n\nexport const startServer = (port: number) => createApp(new MemoryStore()).listen(port);\n",
  'src/config.ts':
    'export interface Config {\n  port: number;\n}\n\nexport function loadConfig(env: Record<string, string>): Config {\n  return { port: Number(env.PORT ?? 3000) };\n}\n',
  'src/http/router.ts':
    'export class Router {\n  get(path: string, handler: Handler): void {\n    this.routes.push({ path, handler });\n  }\n}\n',
  'src/http/errors.ts':
    'export class HttpError extends Error {\n  constructor(readonly status: number) {\n    super();\n  }\n}\n',
  'src/auth/apiKey.ts':
    'export function requireApiKey(request: Request): string {\n  return request.headers.authorization;\n}\n\nexport function authenticate(key: string): User | null {\n  return findByKey(key);\n}\n',
  'src/routes/users.ts':
    "export function userRoutes(router: Router, store: MemoryStore): void {\n  router.get('/v1/users', () => listUsers(store));\n}\n\nexport function listUsers(store: MemoryStore) {\n  return store.users();\n}\n\nexport function createUser(store: MemoryStore, name: string) {\n  return store.addUser({ name });\n}\n",
  'src/routes/projects.ts':
    "export function projectRoutes(router: Router, store: MemoryStore): void {\n  router.get('/v1/projects', () => listProjects(store));\n}\n\nexport function listProjects(store: MemoryStore) {\n  return store.projects().map((project) => ({ ...project, owner: ownerOf(project).name }));\n}\n\nexport function ownerOf(project: Project): User {\n  return project.owner;\n}\n",
  'src/routes/admin.ts':
    "export function adminRoutes(router: Router, store: MemoryStore): void {\n  router.get('/admin/users', () => store.users());\n}\n",
  'src/store/memoryStore.ts':
    'export class MemoryStore {\n  users(): User[] {\n    return [...this.userById.values()];\n  }\n\n  projects(): Project[] {\n    return this.all;\n  }\n\n  addUser(user: User): void {\n    this.userById.set(newUserId(), user);\n  }\n}\n\nexport function newUserId(): string {\n  return String(counter++);\n}\n',
  'test/users.test.ts':
    "import { listUsers } from '../src/routes/users';\nit('lists users', () => listUsers(store));\n",
  'test/projects.test.ts':
    "import { listProjects } from '../src/routes/projects';\nit('lists projects', () => listProjects(store));\n",
};

/** A Python web shop in the style of Django: apps with models, views, urls, migrations and tests. */
export const pythonShop: Readonly<Record<string, string>> = {
  'manage.py': 'import os\n\n\ndef main():\n    execute_from_command_line()\n',
  'README.md': '# Shop\n\nSells things.\n',
  'requirements.txt': 'django==5.0\n',
  'shop/urls.py':
    "from shop import views\n\nurlpatterns = [\n    path('products/', views.product_list),\n    path('checkout/', views.checkout),\n]\n",
  'shop/views.py':
    'def product_list(request):\n    return render(request, Product.objects.all())\n\n\ndef checkout(request):\n    order = create_order(request.user, request.cart)\n    return redirect(order)\n',
  'shop/models.py':
    'class Product(Model):\n    name = CharField()\n    price = DecimalField()\n\n\nclass Order(Model):\n    user = ForeignKey(User)\n    owner_email = CharField()\n\n    def total(self):\n        return sum(item.price for item in self.items)\n',
  'shop/services.py':
    'def create_order(user, cart):\n    order = Order(user=user)\n    return order\n\n\ndef list_orders(user):\n    return Order.objects.filter(user=user)\n',
  'shop/settings.py': 'DEBUG = True\n\n\ndef load_settings(environment):\n    return dict(environment)\n',
  'shop/migrations/0001_initial.py': 'class Migration:\n    operations = []\n',
  'shop/tests/test_views.py': 'def test_product_list(client):\n    assert client.get("/products/")\n',
  'shop/tests/test_services.py': 'def test_create_order():\n    assert create_order(user, cart)\n',
  'accounts/models.py': 'class User(Model):\n    email = EmailField()\n',
  'accounts/views.py':
    'def login(request):\n    user = authenticate(request.POST)\n    return redirect(user)\n\n\ndef register_user(request):\n    return User.objects.create(request.POST)\n',
  'accounts/tests/test_views.py': 'def test_login(client):\n    assert client.post("/login/")\n',
};

/** A Go command-line program: packages with tests beside the code. */
export const goCli: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/ferry\n\ngo 1.22\n',
  'README.md': '# ferry\n\nCopies buckets.\n',
  'main.go': 'package main\n\nfunc main() {\n\tcmd.Execute()\n}\n',
  'cmd/root.go':
    'package cmd\n\nfunc NewRootCommand() *Command {\n\troot := &Command{Use: "ferry"}\n\troot.AddCommand(NewSyncCommand(), NewListCommand())\n\treturn root\n}\n\nfunc Execute() {\n\tNewRootCommand().Execute()\n}\n',
  'cmd/sync.go':
    'package cmd\n\nfunc NewSyncCommand() *Command {\n\treturn &Command{Use: "sync", Run: runSync}\n}\n\nfunc runSync(args []string) error {\n\treturn sync.CopyAll(args[0], args[1])\n}\n',
  'cmd/list.go':
    'package cmd\n\nfunc NewListCommand() *Command {\n\treturn &Command{Use: "list", Run: runList}\n}\n\nfunc runList(args []string) error {\n\treturn bucket.ListProjects(args[0])\n}\n',
  'internal/bucket/client.go':
    'package bucket\n\ntype Client struct {\n\tendpoint string\n}\n\nfunc (c *Client) ListProjects(owner string) ([]Project, error) {\n\treturn c.get("/projects")\n}\n\nfunc (c *Client) Authenticate(token string) error {\n\treturn nil\n}\n',
  'internal/bucket/client_test.go': 'package bucket\n\nfunc TestListProjects(t *testing.T) {\n}\n',
  'internal/sync/copy.go':
    'package sync\n\nfunc CopyAll(from, to string) error {\n\treturn nil\n}\n\ntype Database struct {\n\tUserIDs []int\n}\n',
  'internal/sync/copy_test.go': 'package sync\n\nfunc TestCopyAll(t *testing.T) {\n}\n',
  'internal/config/config.go':
    'package config\n\nfunc Load(path string) (*Config, error) {\n\treturn nil, nil\n}\n\ntype Config struct {\n\tUser string\n}\n',
};
