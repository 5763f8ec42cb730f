"""游民星空：动漫星空: the games portal's anime news. Listing attested by public readers of its listing, found by the
exact address; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class GamerskyAcg(SiteSpider):
    name = "gamersky_acg"
    site = Site(
        title="游民星空：动漫星空",
        host="acg.gamersky.com",
        language="zh-CN",
        timezone="Asia/Shanghai",
        listings=("https://acg.gamersky.com/news/",),
        article=r"acg\.gamersky\.com/news/\d{6}/\d+\.shtml",
        rules={
            "authors": ("xpath:substring-before(substring-after(//div[@class='detail'], '作者：'), ' 编辑')",),
        },
    )
