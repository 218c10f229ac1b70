import { type DefinitionId, definitions } from "~/features/metrics/metrics";

/** What a number means: formula, unit, window, caveats, source, version. */
export function DefinitionCard({ id }: { id: DefinitionId }) {
  const { unit, window, formula, caveats, source, version } = definitions[id];
  return (
    <section className="definition" id={id}>
      <dl className="definition-parts">
        <dt>Formula</dt>
        <dd className="definition-formula">{formula}</dd>
        <dt>Unit</dt>
        <dd>{unit}</dd>
        <dt>Window</dt>
        <dd>{window}</dd>
        <dt>Caveats</dt>
        <dd>{caveats}</dd>
        <dt>Source</dt>
        <dd>{source}</dd>
        <dt>Version</dt>
        <dd>
          {version} (<code>{id}</code>)
        </dd>
      </dl>
    </section>
  );
}
