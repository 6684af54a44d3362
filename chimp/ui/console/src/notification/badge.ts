/** The number in the tab: in its title, and as a dot on its icon. */
const ICON = "/icons/icon.svg";
const SIZE = 64;

let drawn: { count: number; url: string } | null = null;
let picture: Promise<HTMLImageElement> | null = null;

function loaded(): Promise<HTMLImageElement> {
  picture ??= new Promise((resolve, reject) => {
    const image = new Image(SIZE, SIZE);
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = ICON;
  });
  return picture;
}

/** Shows how many there are; 0 shows the plain icon. */
export async function showBadge(count: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) {
    return;
  }
  if (count === 0) {
    link.href = ICON;
    drawn = null;
    return;
  }
  if (drawn?.count === count) {
    return;
  }
  drawn = { count, url: ICON };
  try {
    const url = draw(await loaded(), count);
    if (drawn?.count === count) {
      drawn.url = url;
      link.href = url;
    }
  } catch {
    picture = null; // the icon could not be fetched: the title says it, too
  }
}

function draw(icon: HTMLImageElement, count: number): string {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (pen === null) {
    return ICON;
  }
  pen.drawImage(icon, 0, 0, SIZE, SIZE);
  pen.beginPath();
  pen.arc(44, 44, 20, 0, 2 * Math.PI);
  pen.fillStyle = "#ce2c31";
  pen.fill();
  pen.fillStyle = "#ffffff";
  pen.font = "bold 28px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(count > 9 ? "9+" : String(count), 44, 46);
  return canvas.toDataURL("image/png");
}

const NAME = "Chimp";
const TURN = 1500;

let timer: ReturnType<typeof setInterval> | null = null;

/** `news` alternates with the name as long as nobody looks; null says the number alone. */
export function showTitle(count: number, news: string | null): void {
  if (timer !== null) {
    clearInterval(timer);
    timer = null;
  }
  const plain = count === 0 ? NAME : `(${count}) ${NAME}`;
  document.title = news ?? plain;
  if (news !== null) {
    let isNews = true;
    timer = setInterval(() => {
      isNews = !isNews;
      document.title = isNews ? news : plain;
    }, TURN);
  }
}
