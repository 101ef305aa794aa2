import type { FileCase } from './naming';

/** How a language's projects are laid out if the files themselves do not show it. */
export interface Language {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly fileCase: FileCase;
  readonly symbolCase: FileCase;
  /** The name of a test file; `{}` stands for the name of what it tests. */
  readonly testName: string;
  readonly testsBeside: boolean;
  readonly sourceFolder: string;
  readonly testCommand: string;
  /** The files that a new project in that language begins with. */
  readonly manifest: string;
  readonly entry: string;
  /** Matches its name in a request. */
  readonly pattern: RegExp;
}

const language = (
  name: string,
  extensions: string,
  cases: readonly [FileCase, FileCase],
  [testName, testsBeside, testCommand]: readonly [string, boolean, string],
  [sourceFolder, manifest, entry]: readonly [string, string, string],
  pattern: RegExp,
): Language => ({
  name,
  extensions: extensions.split(' '),
  fileCase: cases[0],
  symbolCase: cases[1],
  testName,
  testsBeside,
  testCommand,
  sourceFolder,
  manifest,
  entry,
  pattern,
});

/** Every language that the planner can name new files for; the first one is the default. */
export const languages: readonly Language[] = [
  language(
    'TypeScript',
    'ts tsx mts cts vue svelte',
    ['camel', 'camel'],
    ['{}.test.ts', false, 'npm test'],
    ['src', 'package.json', 'src/index.ts'],
    /\btypescript|\breact\b|\bangular\b|\bnest(?:js)?\b/i,
  ),
  language(
    'JavaScript',
    'js jsx mjs cjs',
    ['camel', 'camel'],
    ['{}.test.js', false, 'npm test'],
    ['src', 'package.json', 'src/index.js'],
    /\bjavascript|\bnode(?:\.?js)?\b|\bexpress\b/i,
  ),
  language(
    'Python',
    'py',
    ['snake', 'snake'],
    ['test_{}.py', false, 'pytest'],
    ['src', 'pyproject.toml', 'src/main.py'],
    /\bpython|\bdjango|\bflask|\bfastapi/i,
  ),
  language(
    'Go',
    'go',
    ['snake', 'pascal'],
    ['{}_test.go', true, 'go test ./...'],
    ['internal', 'go.mod', 'main.go'],
    /\bgolang|\bin go\b|\bgo (?:cli|service|program)\b/i,
  ),
  language(
    'Rust',
    'rs',
    ['snake', 'snake'],
    ['{}_test.rs', false, 'cargo test'],
    ['src', 'Cargo.toml', 'src/main.rs'],
    /\brust\b/i,
  ),
  language(
    'Java',
    'java',
    ['pascal', 'camel'],
    ['{}Test.java', false, 'mvn test'],
    ['src/main/java', 'pom.xml', 'src/main/java/Main.java'],
    /\bjava\b|\bspring\b/i,
  ),
  language(
    'Kotlin',
    'kt',
    ['pascal', 'camel'],
    ['{}Test.kt', false, 'gradle test'],
    ['src/main/kotlin', 'build.gradle.kts', 'src/main/kotlin/Main.kt'],
    /\bkotlin\b|\bandroid\b/i,
  ),
  language(
    'C#',
    'cs',
    ['pascal', 'pascal'],
    ['{}Tests.cs', false, 'dotnet test'],
    ['src', 'App.csproj', 'src/Program.cs'],
    /\bc#|\bdotnet|\.net\b/i,
  ),
  language(
    'Ruby',
    'rb',
    ['snake', 'snake'],
    ['{}_spec.rb', false, 'bundle exec rspec'],
    ['lib', 'Gemfile', 'lib/app.rb'],
    /\bruby\b|\brails\b/i,
  ),
  language(
    'PHP',
    'php',
    ['pascal', 'camel'],
    ['{}Test.php', false, 'composer test'],
    ['src', 'composer.json', 'src/index.php'],
    /\bphp\b|\blaravel\b/i,
  ),
  language(
    'Swift',
    'swift',
    ['pascal', 'camel'],
    ['{}Tests.swift', false, 'swift test'],
    ['Sources', 'Package.swift', 'Sources/main.swift'],
    /\bswift\b|\bios\b/i,
  ),
  language(
    'C++',
    'cpp cc cxx c hpp h',
    ['snake', 'snake'],
    ['{}_test.cpp', false, 'ctest'],
    ['src', 'CMakeLists.txt', 'src/main.cpp'],
    /\bc\+\+|\bcmake\b/i,
  ),
  language(
    'Elixir',
    'ex exs',
    ['snake', 'snake'],
    ['{}_test.exs', false, 'mix test'],
    ['lib', 'mix.exs', 'lib/app.ex'],
    /\belixir\b|\bphoenix\b/i,
  ),
  language(
    'Dart',
    'dart',
    ['snake', 'camel'],
    ['{}_test.dart', false, 'dart test'],
    ['lib', 'pubspec.yaml', 'lib/main.dart'],
    /\bdart\b|\bflutter\b/i,
  ),
];

/** The language of a path by its extension; null if there is none. */
export const languageOfPath = (path: string): Language | null => {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return languages.find(({ extensions }) => extensions.includes(extension)) ?? null;
};
