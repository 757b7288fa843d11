import '../../ui/markdown/quiet-button.css';
import './parts/parts.css';
import './thread/thread.css';
import './composer/composer.css';
import './models/models.css';
import './history/history.css';
import './settings/settings.css';
import './chat.css';
