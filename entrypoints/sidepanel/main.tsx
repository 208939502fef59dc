import { reviewPage } from '../../components/review/review-page.tsx';
import { POPUP_TEXTS } from '../../components/review/texts.ts';
import { startPage } from '../../components/ui/start-page.tsx';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/review/review.css';

void startPage(reviewPage({ onLeave: () => undefined, onSide: null }), POPUP_TEXTS);
