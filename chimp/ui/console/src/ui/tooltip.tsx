import {
  cloneElement,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./kbd.tsx";
import { place, type Side } from "./placement.ts";
import styles from "./tooltip.module.css";

/** The pointer rests so long, in ms, before it is told; not where another has just been read. */
const DELAY = 500;
const STILL_READING = 200;

let closedAt = 0;

type Handlers = HTMLAttributes<HTMLElement>;

interface TooltipProps {
  text: ReactNode;
  shortcut?: string | undefined;
  side?: Side;
  /** One element, or what passes its handlers on to one. */
  children: ReactElement<Handlers>;
}

/** A few words about what the pointer or the focus rests on; never the only place they stand. */
export function Tooltip({ children, ...told }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isShown = anchor !== null;
  useEffect(() => () => clearTimeout(timer.current), []);

  function open(on: Element, after: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(on), after);
  }

  function close() {
    clearTimeout(timer.current);
    setAnchor(null);
    closedAt = isShown ? Date.now() : closedAt;
  }

  const own = children.props;
  const first =
    <Event extends SyntheticEvent>(
      theirs: ((event: Event) => void) | undefined,
      ours: (event: Event) => void,
    ) =>
    (event: Event) => {
      theirs?.(event);
      ours(event);
    };
  return (
    <>
      {cloneElement(children, {
        ...(isShown && { "aria-describedby": id }),
        onPointerEnter: first(own.onPointerEnter, (event: PointerEvent<HTMLElement>) => {
          if (event.pointerType !== "touch") {
            open(event.currentTarget, Date.now() - closedAt < STILL_READING ? 0 : DELAY);
          }
        }),
        onPointerLeave: first(own.onPointerLeave, close),
        onPointerDown: first(own.onPointerDown, close),
        onClick: first(own.onClick, close),
        onBlur: first(own.onBlur, close),
        onFocus: first(own.onFocus, (event) => {
          if (event.currentTarget.matches(":focus-visible")) {
            open(event.currentTarget, 0);
          }
        }),
      })}
      {anchor && <Bubble id={id} anchor={anchor} onClose={close} {...told} />}
    </>
  );
}

function Bubble(
  props: Omit<TooltipProps, "children"> & { id: string; anchor: Element; onClose(): void },
) {
  const { anchor, side = "bottom", onClose } = props;
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bubble.current !== null) {
      const [left, top] = place(
        anchor.getBoundingClientRect(),
        bubble.current.getBoundingClientRect(),
        side,
        { width: innerWidth, height: innerHeight },
      );
      bubble.current.style.translate = `${left}px ${top}px`;
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes in the same way all the time
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && onClose();
    document.addEventListener("keydown", onKey, { capture: true });
    document.addEventListener("scroll", onClose, { capture: true, passive: true });
    return () => {
      document.removeEventListener("keydown", onKey, { capture: true });
      document.removeEventListener("scroll", onClose, { capture: true });
    };
  }, []);
  return createPortal(
    <div ref={bubble} id={props.id} role="tooltip" className={styles.tooltip}>
      {props.text}
      {props.shortcut !== undefined && <Kbd keys={props.shortcut} />}
    </div>,
    document.body,
  );
}
