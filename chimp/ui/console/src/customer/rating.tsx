import { Star } from "lucide-react";
import type { Rating } from "../api/shapes.ts";
import styles from "./customer-pane.module.css";
import { words } from "./words.ts";

const STARS = [1, 2, 3, 4, 5];

export function Stars({ score }: { score: number }) {
  return (
    <span className={styles.stars} role="img" aria-label={words("stars", { score })}>
      {STARS.map((star) => (
        <Star key={star} data-full={star <= score || undefined} aria-hidden="true" />
      ))}
    </span>
  );
}

export function RatingOf({ rating }: { rating: Rating }) {
  return (
    <div className={styles.rating}>
      <Stars score={rating.score} />
      {rating.comment && <p className={styles.comment}>{rating.comment}</p>}
    </div>
  );
}
