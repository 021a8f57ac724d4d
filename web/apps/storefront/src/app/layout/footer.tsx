import { Wordmark } from "@souk/ui/wordmark";
import { Link } from "react-router";

import styles from "@/app/layout/footer.module.css";

export function Footer() {
  return (
    <footer className={styles.footer}>
      <div className={styles.columns}>
        <div>
          <Wordmark height={30} />
          <p>A market of well-made things. An order accepted here is never lost, never sold twice and never charged twice.</p>
        </div>
        <nav aria-labelledby="footer-shop">
          <h2 id="footer-shop" className={styles.heading}>
            The market
          </h2>
          <ul className={styles.links}>
            <li>
              <Link to="/search?sort=newest">New arrivals</Link>
            </li>
            <li>
              <Link to="/orders">Your orders</Link>
            </li>
            <li>
              <Link to="/account">Your account</Link>
            </li>
          </ul>
        </nav>
        <nav aria-labelledby="footer-house">
          <h2 id="footer-house" className={styles.heading}>
            Behind the counter
          </h2>
          <ul className={styles.links}>
            <li>
              <a href="/docs">API reference</a>
            </li>
            <li>
              <a href="/admin/">Admin</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
