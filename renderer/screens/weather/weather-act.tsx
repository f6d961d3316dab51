import { useId, type ReactElement, type ReactNode } from "react";
import { Button } from "../../components/button.tsx";

export type WeatherActProps = {
  readonly label: string;
  readonly onPress: () => void;
  readonly held: boolean;
  /** What pressing it does, for real. */
  readonly does?: string;
  /** What to look at then. */
  readonly see?: string;
  /** Another order of the same kind. */
  readonly beside?: ReactNode;
};

/** One order: its button, what it does, what to look at. */
export function WeatherActLine({ label, onPress, held, does, see, beside }: WeatherActProps): ReactElement {
  const id = useId();
  return (
    <li>
      <div className="weather-buttons"><Button held={held} onPress={onPress} {...(does === undefined ? {} : { describedBy: id })}>{label}</Button>{beside}</div>
      {does === undefined && see === undefined ? null : <div id={id}>{does === undefined ? null : <p>{does}</p>}{see === undefined ? null : <p className="quiet">{see}</p>}</div>}
    </li>
  );
}

/** Orders about one thing, under its name and how it is now. */
export function WeatherPart({ title, state, children }: { readonly title: string; readonly state?: string; readonly children: ReactNode }): ReactElement {
  const id = useId();
  return (
    <section className="weather-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {state === undefined ? null : <p className="small">{state}</p>}
      {children}
    </section>
  );
}
