import { type Compilable, type CompiledQuery, DummyDriver, type Expression, Kysely, sql } from 'kysely';
import { dialectOf } from './dialect';

/** A placeholder in a compiled query for a value given at each use. */
class Parameter {
  constructor(readonly name: string) {}
}

type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Expression<Values[Name]>;

/** Builds and compiles a query once, at its first use, because building costs as much as running. */
export const prepared = <Schema, Values extends object>(
  build: (db: Kysely<Schema>, value: ValueOf<Values>) => Compilable,
): ((values: Values) => CompiledQuery) => {
  let compiled: CompiledQuery | null = null;
  return (values) => {
    compiled ??= build(new Kysely({ dialect: dialectOf(new DummyDriver()) }), (name) =>
      sql.val(new Parameter(name) as never),
    ).compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Parameter ? values[parameter.name as keyof Values] : parameter,
    );
    return { ...compiled, parameters };
  };
};
