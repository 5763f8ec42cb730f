"""巴哈姆特 GNN：動漫畫: the portal's anime and manga news. Listing attested by
DIYgod/RSSHub:lib/routes/gamer/gnn-index.ts; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class GamerGnn(SiteSpider):
    name = "gamer_gnn"
    site = Site(
        title="巴哈姆特 GNN：動漫畫",
        host="gnn.gamer.com.tw",
        language="zh-TW",
        timezone="Asia/Taipei",
        listings=("https://gnn.gamer.com.tw/index.php?k=5",),
        article=r"gnn\.gamer\.com\.tw/detail\.php\?sn=\d+",
        rules={
            "authors": (
                "xpath:substring-before(substring-after(//span[contains(@class, 'GN-lbox3C')], '記者 '), ' 報導')",
            ),
        },
    )
