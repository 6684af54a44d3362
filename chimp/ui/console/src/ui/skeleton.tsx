import styles from "./skeleton.module.css";

/** The shape of what will be there; shown after 300 ms, so that what is quick does not flicker. */
export function Skeleton(props: {
  width?: number | string;
  height?: number | string;
  isRound?: boolean;
}) {
  return (
    <span
      aria-hidden="true"
      className={styles.skeleton}
      style={{
        width: props.width ?? "100%",
        height: props.height ?? 14,
        borderRadius: props.isRound === true ? "50%" : undefined,
      }}
    />
  );
}

/** Rows of a list that is being fetched. */
export function SkeletonRows({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <span key={row} className={styles.row}>
          <Skeleton width={28} height={28} isRound />
          <span className={styles.lines}>
            <Skeleton width={`${45 + ((row * 17) % 30)}%`} height={12} />
            <Skeleton width={`${65 + ((row * 11) % 30)}%`} height={10} />
          </span>
        </span>
      ))}
    </div>
  );
}
