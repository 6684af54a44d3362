import { Fragment } from "react";

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]}]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

/** Text as it is, of which addresses lead somewhere. */
export function RichText({ text }: { text: string }) {
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const [said] = found;
    pieces.push(<Fragment key={end}>{text.slice(end, found.index)}</Fragment>);
    const isMail = !/^(?:https?:|www\.)/i.test(said);
    const href = isMail ? `mailto:${said}` : said.replace(/^www\./i, "https://$&");
    pieces.push(
      <a key={`at ${found.index}`} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {said}
      </a>,
    );
    end = found.index + said.length;
  }
  pieces.push(<Fragment key="rest">{text.slice(end)}</Fragment>);
  return <>{pieces}</>;
}
