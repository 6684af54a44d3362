import { piecesOf } from "@chimp/client";

/** What somebody wrote: text, and links that tell their page nothing and get no hold of ours. */
export function Text({ content }: { content: string }) {
  return (
    <>
      {piecesOf(content).map((piece, index) =>
        "url" in piece ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
          <a key={index} href={piece.url} target="_blank" rel="noopener noreferrer nofollow ugc">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}
