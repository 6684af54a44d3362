import { prepareSound } from "../sound.ts";
import { Avatar } from "./avatar.tsx";
import { useLayoutEffect, useRef, useState } from "./hooks.ts";
import { Icon } from "./icons.tsx";
import { useOutside, useVisit, wordsOf } from "./use.ts";

export function Header() {
  const { loader, texts, state } = useVisit();
  const { attendant, phase, isAway } = state;
  const isServed = attendant !== null && phase === "talking";
  const here = isAway === null ? null : isAway ? texts.subtitleAway : texts.subtitleOnline;
  const subtitle = wordsOf(loader, "subtitle") ?? here ?? loader.configuration.deskName;
  return (
    <header>
      {isServed && <Avatar person={attendant} />}
      <div class="who">
        <h2 id="chimp-title">
          {isServed ? (attendant.name ?? texts.support) : (wordsOf(loader, "title") ?? texts.title)}
        </h2>
        <p>
          {(isServed || isAway === false) && <span class="here" />}
          {isServed
            ? (wordsOf(loader, "title") ?? loader.configuration.deskName) || texts.support
            : subtitle}
        </p>
      </div>
      <Menu />
      <button
        type="button"
        class="tool"
        aria-label={texts.close}
        title={texts.close}
        onClick={() => loader.close()}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}

function Menu() {
  const { visit, texts, state } = useVisit();
  const [isOpen, setIsOpen] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { phase, isMuted } = state;
  const canEnd = phase === "waiting" || phase === "talking";

  const close = (): void => {
    setIsOpen(false);
    setIsAsking(false);
  };
  useOutside(box, isOpen, close);
  // the question is a menu of its own
  useLayoutEffect(() => {
    if (isOpen) box.current?.querySelector("button")?.focus();
  }, [isOpen, isAsking]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    close();
    button.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what stands in it come up to here
    <div class="menu" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={texts.options}
        title={texts.options}
        aria-expanded={isOpen}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => (isOpen ? close() : setIsOpen(true))}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div class="card" ref={box}>
          {isAsking ? (
            <>
              <p>{texts.endAsk}</p>
              <div class="choices">
                <button
                  type="button"
                  class="second"
                  onClick={() => {
                    close();
                    button.current?.focus();
                  }}
                >
                  {texts.cancel}
                </button>
                <button
                  type="button"
                  class="danger"
                  onClick={() => {
                    close();
                    button.current?.focus();
                    visit.end();
                  }}
                >
                  {texts.endYes}
                </button>
              </div>
            </>
          ) : (
            <>
              <button
                type="button"
                class="item"
                onClick={() => {
                  prepareSound();
                  visit.mute(!isMuted);
                }}
              >
                <Icon name={isMuted ? "bell" : "mute"} />
                {isMuted ? texts.soundOn : texts.soundOff}
              </button>
              {canEnd && (
                <button type="button" class="item" onClick={() => setIsAsking(true)}>
                  <Icon name="leave" />
                  {texts.end}
                </button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}
