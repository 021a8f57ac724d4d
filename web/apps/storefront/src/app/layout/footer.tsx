import { Wordmark } from "@souk/ui/wordmark";
import { Link, useLocation } from "react-router";

import styles from "@/app/layout/footer.module.css";
import { language, LANGUAGES, pathIn, rememberLanguage, type Language } from "@/lib/language";
import { t } from "@/lib/words";

export function Footer() {
  const { pathname, search } = useLocation();
  return (
    <footer className={styles.footer}>
      <div className={styles.columns}>
        <div>
          <Wordmark height={30} />
          <p>{t("footer.claim")}</p>
          <ul className={styles.languages}>
            {(Object.keys(LANGUAGES) as Language[]).map((each) => (
              <li key={each}>
                <a
                  href={pathIn(each, pathname) + search}
                  hrefLang={each}
                  lang={each}
                  aria-current={each === language ? "true" : undefined}
                  onClick={() => rememberLanguage(each)}
                >
                  {LANGUAGES[each].name}
                </a>
              </li>
            ))}
          </ul>
        </div>
        <nav aria-labelledby="footer-shop">
          <h2 id="footer-shop" className={styles.heading}>
            {t("footer.market")}
          </h2>
          <ul className={styles.links}>
            <li>
              <Link to="/search?sort=newest">{t("footer.new")}</Link>
            </li>
            <li>
              <Link to="/orders">{t("footer.orders")}</Link>
            </li>
            <li>
              <Link to="/track">{t("footer.track")}</Link>
            </li>
            <li>
              <Link to="/account">{t("footer.account")}</Link>
            </li>
          </ul>
        </nav>
        <nav aria-labelledby="footer-house">
          <h2 id="footer-house" className={styles.heading}>
            {t("footer.house")}
          </h2>
          <ul className={styles.links}>
            <li>
              <a href="/docs">{t("footer.reference")}</a>
            </li>
            <li>
              <a href="/admin/">{t("footer.admin")}</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
