import { piecesOf } from "@chimp/client";
import { Fragment } from "react";

/** Text as it is, of which addresses lead somewhere. */
export function RichText({ text }: { text: string }) {
  let at = 0;
  return piecesOf(text).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.url === undefined ? (
      <Fragment key={key}>{piece.text}</Fragment>
    ) : (
      <a key={key} href={piece.url} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    );
  });
}
