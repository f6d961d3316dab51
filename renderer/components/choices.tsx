import { useId, type ReactElement } from "react";

/** One of a few, all in sight. */
export function Choices<T extends string>(props: {
  readonly legend: string; readonly hint?: string; readonly value: T; readonly onChange: (value: T) => void; readonly options: readonly { readonly value: T; readonly label: string }[];
}): ReactElement {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}>
      <legend>{props.legend}</legend>
      {props.hint === undefined ? null : <p className="hint" id={`${id}-hint`}>{props.hint}</p>}
      <div className="choices">
        {props.options.map(({ value, label }) => (
          <label key={value}><input type="radio" name={id} value={value} checked={value === props.value} onChange={() => props.onChange(value)} />{label}</label>
        ))}
      </div>
    </fieldset>
  );
}
