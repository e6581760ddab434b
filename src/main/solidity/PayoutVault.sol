// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract PayoutVault {
    IERC20 public immutable token;

    constructor(IERC20 token_) {
        token = token_;
    }
}
