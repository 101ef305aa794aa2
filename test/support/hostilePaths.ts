/** Paths through which a model may try to read what it must not: escapes, links, other schemes, secrets, nothing at all. */
export const hostilePaths: readonly string[] = [
  '../secret.txt',
  '../../etc/passwd',
  'src/../../etc/passwd',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  'file:///etc/passwd',
  'https://example.com/x',
  'devplan:/x',
  '.env',
  '.git/config',
  'link-outside/passwd',
  '~/.ssh/id_rsa',
  'src/app.ts\u0000.png',
  '',
];
