import { useState } from "./hooks.ts";
import { Icon } from "./icons.tsx";
import { useVisit } from "./use.ts";

const SCORES = [1, 2, 3, 4, 5] as const;
const MAX_COMMENT = 2_000;

/** After the end: what the customer thinks of it, and a new beginning. */
export function Closing() {
  const { visit, texts, state } = useVisit();
  return (
    <div class="closing">
      {state.canRate && <Rating />}
      <button type="button" class="main" onClick={() => visit.again()}>
        {texts.again}
      </button>
    </div>
  );
}

function Rating() {
  const { visit, texts, language, state } = useVisit();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  if (state.rating !== null) {
    return (
      <p class="thanks" role="status">
        {texts.rateThanks}
      </p>
    );
  }
  const number = new Intl.NumberFormat(language);
  const label = (n: number): string =>
    texts.rateScore.replace("{n}", number.format(n)).replace("5", number.format(5));
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        visit.rate(score, comment.trim());
      }}
    >
      <fieldset>
        <legend>{texts.rateAsk}</legend>
        <div class="stars">
          {SCORES.map((n) => (
            <label key={n} class={n <= score ? "on" : ""} title={label(n)}>
              <input
                type="radio"
                name="score"
                value={n}
                checked={n === score}
                aria-label={label(n)}
                onChange={() => setScore(n)}
              />
              <Icon name="star" />
            </label>
          ))}
        </div>
      </fieldset>
      {score > 0 && (
        <>
          <textarea
            rows={2}
            dir="auto"
            maxLength={MAX_COMMENT}
            value={comment}
            placeholder={texts.rateComment}
            aria-label={texts.rateComment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit" class="second">
            {texts.rateSend}
          </button>
        </>
      )}
    </form>
  );
}
