/* What the shop does by itself: it names its own address in the line, and opens the chat. */

const address = location.origin;
const line = document.getElementById("the-line");
const copied = document.getElementById("copied");

line.textContent = `<script src="${address}/widget.js" async></script>`;
document.getElementById("address").textContent = address;

document.querySelector("[data-copy]").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(line.textContent);
    copied.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(line); // then it is one key away
    copied.textContent = "Your browser does not let pages copy; the line is marked for you.";
  }
});

document.querySelector("[data-chat]").addEventListener("click", () => window.Chimp?.("open"));
