type Props = {
  name: string;
  label: string;
  help?: string;
  options: { value: string; words: string }[];
  /** The value of the one that is chosen. */
  chosen: string;
};

/** A few choices of which one holds, all in view. */
export function Choices({ name, label, help, options, chosen }: Props) {
  return (
    <fieldset className="field" aria-describedby={help && `help-${name}`}>
      <legend>{label}</legend>
      <div className="field-choices">
        {options.map(({ value, words }) => (
          <label key={value}>
            <input type="radio" name={name} value={value} defaultChecked={value === chosen} /> {words}
          </label>
        ))}
      </div>
      {help && (
        <p className="field-help" id={`help-${name}`}>
          {help}
        </p>
      )}
    </fieldset>
  );
}
