import { Awning } from "@souk/ui/awning";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Icon } from "@souk/ui/icon";
import { Kbd } from "@souk/ui/kbd";
import { Notice } from "@souk/ui/notice";
import { Skeleton } from "@souk/ui/skeleton";
import { Spinner } from "@souk/ui/spinner";
import { Star } from "@souk/ui/star";
import { ToolIcon, type ToolIconName } from "@souk/ui/tool-icon";
import { Wordmark } from "@souk/ui/wordmark";
import type { CSSProperties } from "react";

import styles from "@/app/gallery/gallery.module.css";
import { Chapter, Piece } from "@/app/gallery/piece";

const COLOURS = ["paper", "paper-raised", "paper-sunk", "paper-tint", "ink", "ink-soft", "madder", "madder-wash", "saffron", "saffron-wash", "tile", "tile-wash", "indigo", "night"];
const TOOLS: ToolIconName[] = ["home", "tag", "tree", "shelf", "truck", "percent", "people", "badge", "pulse", "chart", "columns", "bookmark", "pencil", "trash", "image", "history", "keys", "link", "grip", "more", "menu", "up"];

export function Looks() {
  return (
    <Chapter title="Look">
      <Piece title="Colours">
        {COLOURS.map((name) => (
          <span key={name} className={styles.swatch} style={{ "--colour": `var(--${name})` } as CSSProperties}>
            {name}
          </span>
        ))}
      </Piece>
      <Piece title="Type">
        <div className={styles.stack}>
          <p style={{ font: "600 var(--size-2xl) / 1.15 var(--display)" }}>A kettle of copper</p>
          <p style={{ font: "600 var(--size-xl) / 1.15 var(--display)" }}>Beaten by hand in Fès</p>
          <p>Text is set in the system’s own letters, at sixteen pixels or more.</p>
          <p style={{ color: "var(--ink-soft)", fontSize: "var(--size-s)" }}>What matters less is softer and smaller.</p>
          <code>SKU-4711-SAND</code>
        </div>
      </Piece>
      <Piece title="Marks">
        <Wordmark height={34} />
        <Star size={24} />
        <div style={{ width: "12rem" }}>
          <Awning height={28} />
        </div>
      </Piece>
      <Piece title="Icons">
        <Icon name="search" />
        <Icon name="basket" />
        <Icon name="parcel" />
        {TOOLS.map((name) => (
          <ToolIcon key={name} name={name} />
        ))}
      </Piece>
      <Piece title="Buttons">
        <Button>Primary</Button>
        <Button look="secondary">Secondary</Button>
        <Button look="danger">Danger</Button>
        <Button look="quiet">Quiet</Button>
        <Button size="small">Small</Button>
        <Button size="large">Large</Button>
        <Button busy="Saving…">Save</Button>
        <Button disabled>Disabled</Button>
      </Piece>
      <Piece title="Badges and keys">
        <Badge>neutral</Badge>
        <Badge tone="good">published</Badge>
        <Badge tone="warn">draft</Badge>
        <Badge tone="bad">declined</Badge>
        <Kbd keys="Ctrl K" />
        <Kbd keys="g p" />
      </Piece>
      <Piece title="Notices">
        <div className={styles.stack}>
          <Notice title="For information">Something to know.</Notice>
          <Notice tone="good" title="It is well" />
          <Notice tone="warn" title="Somebody changed it meanwhile" />
          <Notice tone="bad" title="It was not saved" announce={false}>
            The shop could not be reached.
          </Notice>
        </div>
      </Piece>
      <Piece title="Loading">
        <div className={styles.stack}>
          <Spinner />
          <Skeleton height="2rem" />
          <Skeleton width="60%" />
        </div>
      </Piece>
    </Chapter>
  );
}
