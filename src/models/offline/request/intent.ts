/** What kind of work a request asks for. */
export type Intent =
  | 'feature'
  | 'change'
  | 'removal'
  | 'bug'
  | 'refactoring'
  | 'integration'
  | 'migration'
  | 'upgrade'
  | 'performance'
  | 'security'
  | 'testing'
  | 'documentation';
